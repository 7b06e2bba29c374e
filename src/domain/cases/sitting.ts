import { epochMsOf } from '../calendar/civil-date.ts';

/** A sitting does not last longer; also how much is looked through for its cases. */
export const SITTING_MS = 86_400_000;

/**
 * Whether what was taken in then is of the sitting of now, both ISO 8601; never when
 * the clock stands before it.
 */
export function isSameSitting(takenInAt: string, now: string): boolean {
  const passed = epochMsOf(now) - epochMsOf(takenInAt);
  return passed >= 0 && passed <= SITTING_MS;
}
