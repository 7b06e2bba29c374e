// The one clock of retries: full jitter between 0 and 1 s · 2^n, at most 5 min.
// What the county asks by Retry-After wins.
const FIRST_MS = 1_000;
export const LONGEST_MS = 5 * 60_000;
/** A proxy's Retry-After beyond this is a mistake, and would end the sending. */
const LONGEST_ASKED_MS = 60 * 60_000;

export type Retry = { failures: number; nextAt: number };

export const NO_RETRY: Retry = { failures: 0, nextAt: 0 };

/**
 * After a failed round. `chance` is even between 0 and 1; times in ms. What is
 * waited for is `pauseMs`, by the clock that only goes forward: `nextAt` is for
 * the screen and for the next start.
 */
export function afterFailure(
  before: Retry,
  given: {
    nowMs: number;
    chance: number;
    progressed: boolean;
    retryAfterS: number | null;
  },
): { retry: Retry; pauseMs: number } {
  const failures = given.progressed ? 1 : before.failures + 1;
  const pause =
    given.retryAfterS === null
      ? pauseMs(failures, given.chance)
      : Math.min(given.retryAfterS * 1000, LONGEST_ASKED_MS) +
        given.chance * FIRST_MS;
  return { retry: { failures, nextAt: given.nowMs + pause }, pauseMs: pause };
}

/** Full jitter: `chance`, even between 0 and 1, of the pause that is due. */
export function pauseMs(failures: number, chance: number): number {
  // 2^20 ms are far beyond the cap already.
  const growth = 2 ** Math.min(failures - 1, 20);
  return chance * Math.min(FIRST_MS * growth, LONGEST_MS);
}

/**
 * As it was kept, at the start of the worker: clocks lie, so a next attempt never
 * lies further ahead than the longest pause.
 */
export function atLoad(kept: Retry | undefined, nowMs: number): Retry {
  if (kept === undefined) return NO_RETRY;
  return { ...kept, nextAt: Math.min(kept.nextAt, nowMs + LONGEST_MS) };
}
