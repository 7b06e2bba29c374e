// Reads a stick's file record by record, whatever happened to it. After a damaged
// record it looks for the next mark from inside that record on: its length may be
// right and its content flipped, or a part of the file may be missing, and then
// the next record begins earlier than the length says.
import { ByteQueue } from './byte-queue.ts';
import { LIMITS } from './limits.ts';
import {
  HEADER_BYTES,
  MARK,
  readHeader,
  type Digest,
  type StickHeader,
} from './stick-records.ts';

export type StickPiece =
  | {
      kind: 'record';
      /** Counts records and damaged places from 0. */
      index: number;
      type: number;
      /** Lower-case hexadecimal SHA-256 of the content. */
      sha256: string;
      bytes: Uint8Array<ArrayBuffer>;
    }
  /** Bytes that are no whole record; `torn`: the file ends inside them. */
  | { kind: 'damaged'; index: number; torn: boolean };

/**
 * A record that fails is read again from its inside. Real damage reads few bytes
 * twice; a file made to be read for ever is given up after this much more than
 * it has.
 */
const READ_AGAIN_BYTES = 4 * LIMITS.materialBytes;

export class StickReader {
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #digest: Digest;
  readonly #queue = new ByteQueue();
  #isEnd = false;
  #readBytes = 0;
  #readAgainBytes = 0;
  #peakBytes = 0;

  constructor(source: AsyncIterable<Uint8Array>, digest: Digest) {
    this.#source = source[Symbol.asyncIterator]();
    this.#digest = digest;
  }

  /** The most that was held at once: one record and one piece of the source. */
  get peakBytes(): number {
    return this.#peakBytes;
  }

  async *pieces(): AsyncGenerator<StickPiece> {
    let index = 0;
    let isWhole = true;
    let hasRecord = false;
    for (;;) {
      const header = await this.#seek();
      // What lies before a header is damage, told once for each place.
      if (header.passed > 0 && isWhole) {
        isWhole = false;
        const torn = header.is === undefined && hasRecord;
        yield { kind: 'damaged', index, torn };
        index += 1;
      }
      if (header.is === undefined) return;
      const content = await this.#take(header.is);
      if (content.is === 'record') {
        const { type, hash } = header.is;
        const { bytes } = content;
        yield { kind: 'record', index, type, sha256: toHex(hash), bytes };
        hasRecord = true;
        isWhole = true;
      } else {
        yield { kind: 'damaged', index, torn: content.is === 'torn' };
        isWhole = false;
      }
      index += 1;
      if (this.#readAgainBytes > READ_AGAIN_BYTES + this.#readBytes) return;
    }
  }

  /** Stops at the next header and says how many bytes stood before it. */
  async #seek(): Promise<{ is: StickHeader | undefined; passed: number }> {
    let passed = 0;
    const pass = (count: number) => {
      passed += count;
      this.#queue.drop(count);
    };
    for (;;) {
      const isEnough = await this.#fill(HEADER_BYTES);
      const at = this.#queue.find(MARK);
      if (at !== 0) {
        pass(at < 0 ? this.#queue.size : at);
        if (isEnough || at > 0) continue;
        return { is: undefined, passed };
      }
      const is = readHeader(this.#queue.peek(HEADER_BYTES));
      if (is !== undefined) {
        this.#queue.drop(HEADER_BYTES);
        return { is, passed };
      }
      pass(1);
    }
  }

  async #take(
    header: StickHeader,
  ): Promise<
    | { is: 'record'; bytes: Uint8Array<ArrayBuffer> }
    | { is: 'torn' }
    | { is: 'damaged' }
  > {
    const bytes = new Uint8Array(header.length);
    let at = this.#queue.takeInto(bytes, 0);
    while (at < bytes.length && (await this.#pull())) {
      this.#note(at);
      at += this.#queue.takeInto(bytes, at);
    }
    const isThere = at === bytes.length;
    if (isThere && isEqual(await this.#digest(bytes), header.hash))
      return { is: 'record', bytes };
    this.#readAgainBytes += at;
    this.#queue.putBack(bytes.subarray(0, at));
    return { is: isThere ? 'damaged' : 'torn' };
  }

  async #fill(count: number): Promise<boolean> {
    while (this.#queue.size < count) if (!(await this.#pull())) return false;
    return true;
  }

  /** False at the end. */
  async #pull(): Promise<boolean> {
    if (this.#isEnd) return false;
    const next = await this.#source.next();
    if (next.done === true) {
      this.#isEnd = true;
      return false;
    }
    this.#queue.push(next.value);
    this.#readBytes += next.value.length;
    this.#note(0);
    return true;
  }

  #note(taken: number): void {
    this.#peakBytes = Math.max(this.#peakBytes, taken + this.#queue.size);
  }
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return (
    one.length === other.length && one.every((byte, i) => byte === other[i])
  );
}

function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
