import { pauseMs } from './retry-clock.ts';

/** Requests of a connection that broke off before the thing itself is blamed. */
const CUTS = 3;

type Suspect = { failures: number; dueAtMs: number };

/**
 * What the county failed on while it was sent alone, operations or materials by
 * id. Each waits by a growing pause of its own, apart from all others, and is
 * tried after them. Times are of the clock that only goes forward.
 */
export class Suspects {
  readonly #suspects = new Map<string, Suspect>();
  readonly #cuts = new Map<string, number>();

  has(id: string): boolean {
    return this.#suspects.has(id);
  }

  /** `chance` is even between 0 and 1. */
  note(id: string, { nowMs, chance }: { nowMs: number; chance: number }): void {
    const failures = (this.#suspects.get(id)?.failures ?? 0) + 1;
    const dueAtMs = nowMs + pauseMs(failures, chance);
    this.#suspects.set(id, { failures, dueAtMs });
  }

  /**
   * The line broke while this was sent alone. True: so often in a row that the
   * line is not to blame.
   */
  noteCut(id: string): boolean {
    const cuts = (this.#cuts.get(id) ?? 0) + 1;
    this.#cuts.set(id, cuts % CUTS);
    return cuts >= CUTS;
  }

  /** It went through, or is not to be sent any more. */
  clear(id: string): void {
    this.#suspects.delete(id);
    this.#cuts.delete(id);
  }

  /** Whose pause is over. */
  due(nowMs: number): string[] {
    return [...this.#suspects]
      .filter(([, { dueAtMs }]) => dueAtMs <= nowMs)
      .map(([id]) => id);
  }

  /** The one that has waited longest. */
  next(): string[] {
    const [first] = [...this.#suspects].sort(
      ([, a], [, b]) => a.dueAtMs - b.dueAtMs,
    );
    return first === undefined ? [] : [first[0]];
  }

  /** A person asks, or the county is back: all pauses are over. */
  forgive(): void {
    for (const suspect of this.#suspects.values()) suspect.dueAtMs = 0;
  }
}
