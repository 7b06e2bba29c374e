// Requests side by side, so that a link with a long round trip is not idle while
// an answer travels. How many: as many as keep it busy, and no more, since each
// that a cut breaks off has to be asked for again.
import type { Bell } from './bell.ts';

/** Browsers open six connections to one host, and the feed needs one. */
const MOST = 5;
/** Of less than this together, another is begun. A cut may cost as much. */
const FILL_BYTES = 32 * 1024;
/** More than this at once is no gain, and a telephone's memory. */
const MEMORY_BYTES = 2 * 1024 * 1024;

export class Lanes {
  readonly #running = new Set<Promise<void>>();
  readonly #names = new Set<string>();
  #bytes = 0;
  #thrown: { error: unknown } | undefined;

  /** Under way now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether what is named so is under way now. */
  has(name: string): boolean {
    return this.#names.has(name);
  }

  /**
   * Resolves when the link has room for `bytes` more, or the bell has rung.
   * @throws what a task threw.
   */
  async room(bytes: number, fill = FILL_BYTES, bell?: Bell): Promise<void> {
    while (!this.#hasRoom(bytes, Math.max(fill, FILL_BYTES))) {
      if (bell?.isRung === true) return;
      await this.#oneEnds(bell);
    }
    this.#rethrow();
  }

  /** Does not wait; what it throws comes out of the next `room` or `end`. */
  begin(
    what: { names: readonly string[]; bytes: number },
    task: () => Promise<void>,
  ): void {
    this.#bytes += what.bytes;
    for (const name of what.names) this.#names.add(name);
    const running = task()
      .catch((error: unknown) => {
        this.#thrown ??= { error };
      })
      .finally(() => {
        this.#bytes -= what.bytes;
        for (const name of what.names) this.#names.delete(name);
        this.#running.delete(running);
      });
    this.#running.add(running);
  }

  /**
   * Resolves when nothing runs any more, or the bell has rung.
   * @throws what a task threw.
   */
  async end(bell?: Bell): Promise<void> {
    while (this.#running.size > 0) {
      if (bell?.isRung === true) break;
      await this.#oneEnds(bell);
    }
    this.#rethrow();
  }

  async #oneEnds(bell: Bell | undefined): Promise<void> {
    const waited = bell === undefined ? [] : [bell.rung];
    await Promise.race([...this.#running, ...waited]);
  }

  #hasRoom(bytes: number, fill: number): boolean {
    const { size } = this.#running;
    if (size === 0 || this.#thrown !== undefined) return true;
    if (size >= MOST || this.#bytes + bytes > MEMORY_BYTES) return false;
    // Two at least: one is sent while the other one's answer travels.
    return size < 2 || this.#bytes < fill;
  }

  #rethrow(): void {
    const thrown = this.#thrown;
    this.#thrown = undefined;
    if (thrown !== undefined) throw thrown.error;
  }
}
