// Files that were chosen, taken in one after the other. The queue lives as long
// as the sign-in, so that another page may be looked at meanwhile.
import { signal, type Signal } from '@preact/signals';
import type { ImportSummary } from '../../protocol/stick-file.ts';
import type { Failure, PlatformClient } from '../platform-client.ts';
import { isStickFile } from './is-stick-file.ts';

export type ImportJob = {
  id: number;
  name: string;
  bytes: number;
  state:
    | { is: 'waiting' }
    | { is: 'looking' }
    | { is: 'sending'; sent: number }
    | { is: 'done'; summary: ImportSummary }
    | { is: 'failed'; failure: Failure };
};

const UNREADABLE: Failure = { ok: false, code: 'importUnreadable' };

export class ImportQueue {
  readonly jobs: Signal<readonly ImportJob[]> = signal([]);
  /** Rises with each file that was taken in. */
  readonly taken: Signal<number> = signal(0);
  readonly #client: PlatformClient;
  readonly #files = new Map<number, File>();
  #last = 0;
  #isRunning = false;

  constructor(client: PlatformClient) {
    this.#client = client;
  }

  add(files: readonly File[]): void {
    for (const file of files) {
      this.#last += 1;
      this.#files.set(this.#last, file);
      const { name, size } = file;
      this.jobs.value = [
        ...this.jobs.value,
        { id: this.#last, name, bytes: size, state: { is: 'waiting' } },
      ];
    }
    void this.#run();
  }

  /** Once more, from the beginning: what has come is not taken in twice. */
  again(id: number): void {
    this.#set(id, { is: 'waiting' });
    void this.#run();
  }

  get isBusy(): boolean {
    return this.jobs.value.some(
      ({ state }) => state.is !== 'done' && state.is !== 'failed',
    );
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      for (;;) {
        const next = this.jobs.value.find(
          ({ state }) => state.is === 'waiting',
        );
        const file = next && this.#files.get(next.id);
        if (next === undefined || file === undefined) return;
        await this.#take(next.id, file);
      }
    } finally {
      this.#isRunning = false;
    }
  }

  async #take(id: number, file: File): Promise<void> {
    this.#set(id, { is: 'looking' });
    // One that cannot be read any more: the stick was pulled out.
    const isOurs = await isStickFile(file).catch(() => false);
    if (!isOurs) {
      this.#set(id, { is: 'failed', failure: UNREADABLE });
      return;
    }
    this.#set(id, { is: 'sending', sent: 0 });
    const answer = await this.#client.importFile(file, (sent) =>
      this.#set(id, { is: 'sending', sent }),
    );
    if (!answer.ok) {
      this.#set(id, { is: 'failed', failure: answer });
      return;
    }
    this.#set(id, { is: 'done', summary: answer.value });
    this.#files.delete(id);
    this.taken.value += 1;
  }

  #set(id: number, state: ImportJob['state']): void {
    this.jobs.value = this.jobs.value.map((job) =>
      job.id === id ? { ...job, state } : job,
    );
  }
}
