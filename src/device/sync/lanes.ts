// Requests side by side, so that a link with a long round trip is not idle while
// an answer travels. How many: as many as keep it busy, and no more, since each
// that a cut breaks off has to be asked for again.

/** Browsers open six connections to one host, and the feed needs one. */
const MOST = 5;
/** Of less than this together, another is begun. */
const FILL_BYTES = 64 * 1024;
/** More than this at once is no gain, and a telephone's memory. */
const MEMORY_BYTES = 2 * 1024 * 1024;

export class Lanes {
  readonly #running = new Set<Promise<void>>();
  #bytes = 0;
  #thrown: { error: unknown } | undefined;

  /** Under way now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Resolves when the link has room for `bytes` more. @throws what a task threw. */
  async room(bytes: number, fill = FILL_BYTES): Promise<void> {
    while (!this.#hasRoom(bytes, Math.max(fill, FILL_BYTES)))
      await Promise.race(this.#running);
    this.#rethrow();
  }

  /** Does not wait; what it throws comes out of `room` and `end`. */
  begin(bytes: number, task: () => Promise<void>): void {
    this.#bytes += bytes;
    const running = task()
      .catch((error: unknown) => {
        this.#thrown ??= { error };
      })
      .finally(() => {
        this.#bytes -= bytes;
        this.#running.delete(running);
      });
    this.#running.add(running);
  }

  /** Resolves when nothing runs any more. @throws what a task threw. */
  async end(): Promise<void> {
    await Promise.all(this.#running);
    this.#rethrow();
  }

  #hasRoom(bytes: number, fill: number): boolean {
    const { size } = this.#running;
    if (size === 0 || this.#thrown !== undefined) return true;
    if (size >= MOST || this.#bytes + bytes > MEMORY_BYTES) return false;
    // Two at least: one is sent while the other one's answer travels.
    return size < 2 || this.#bytes < fill;
  }

  #rethrow(): void {
    if (this.#thrown !== undefined) throw this.#thrown.error;
  }
}
