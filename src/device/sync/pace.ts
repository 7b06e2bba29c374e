// How fast the link is, and how long silence is borne. No request is bounded by
// its whole duration: what one request carries is bounded instead, by what the
// link has shown to carry, so that silence beyond it means that nothing moves.

/** What a healthy link needs to answer a request without a body. */
const SILENCE_MS = 30_000;
/** The slowest link that is still waited for, bytes a millisecond. */
const SLOWEST = 0.5;
/** A link may become slower than measured by so much before it is given up. */
const SLACK = 4;
/** What one request may take by the pace measured. */
const REQUEST_MS = 20_000;
/** Less than this is the round trip, not the pace. */
const MEASURED_BYTES = 4 * 1024;

export class Pace {
  #bytesPerMs: number | null = null;

  /** An answer came `ms` after so many bytes had been begun to send. */
  measured(bytes: number, ms: number): void {
    if (bytes >= MEASURED_BYTES) this.#bytesPerMs = bytes / Math.max(ms, 1);
  }

  /** A request was given up: nothing is known any more. */
  lost(): void {
    this.#bytesPerMs = null;
  }

  /** What the link carries in that time, as far as is known. */
  bytesIn(ms: number): number {
    return (this.#bytesPerMs ?? 0) * ms;
  }

  /** So many ms without any sign are borne after `bytes` were begun to send. */
  patienceMs(bytes: number): number {
    const pace = Math.max(SLOWEST, (this.#bytesPerMs ?? 0) / SLACK);
    return SILENCE_MS + bytes / pace;
  }

  /**
   * What one request may carry, at least `least`: more would make a link that has
   * gone dead be waited for too long.
   */
  room(least: number): number {
    return Math.max(least, this.bytesIn(REQUEST_MS));
  }
}
