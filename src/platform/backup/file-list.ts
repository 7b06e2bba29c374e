// The list of a backup's files, written as it grows: a county has millions of them.
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import type { Copied } from './copy-file.ts';

const LINES_AT_ONCE = 500;
const EVERY_MS = 5000;

export class FileList {
  files = 0;
  bytes = 0;
  readonly #file: FileHandle;
  readonly #say: (files: number, bytes: number) => void;
  readonly #hash = createHash('sha256');
  #lines: string[] = [];
  #saidAt = Date.now();

  private constructor(
    file: FileHandle,
    say: (files: number, bytes: number) => void,
  ) {
    this.#file = file;
    this.#say = say;
  }

  /** `say` is called from time to time. */
  static async begin(
    path: string,
    say: (files: number, bytes: number) => void,
  ): Promise<FileList> {
    return new FileList(await open(path, 'wx', 0o600), say);
  }

  async add(path: string, { sha256, bytes }: Copied): Promise<void> {
    this.files += 1;
    this.bytes += bytes;
    this.#lines.push(`${sha256}  ${path}\n`);
    if (this.#lines.length >= LINES_AT_ONCE) await this.#write();
    if (Date.now() - this.#saidAt < EVERY_MS) return;
    this.#saidAt = Date.now();
    this.#say(this.files, this.bytes);
  }

  /** Its own hash, once all of it is written. */
  async finish(): Promise<string> {
    await this.#write();
    return this.#hash.digest('hex');
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #write(): Promise<void> {
    const text = this.#lines.join('');
    this.#lines = [];
    this.#hash.update(text);
    await this.#file.writeFile(text);
  }
}
