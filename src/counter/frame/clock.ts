import { signal } from '@preact/signals';
import { chinaDate } from '../../domain/calendar/civil-date.ts';

/** The present instant (ISO), moved on often enough for what screens show. */
export const now = signal(new Date().toISOString());

/** The county's day, YYYY-MM-DD. */
export const today = () => chinaDate(now.value);

/** Moves the clock on while the app runs; gives the function that stops it. */
export function startClock(everyMs = 5_000): () => void {
  const timer = setInterval(() => {
    now.value = new Date().toISOString();
  }, everyMs);
  return () => clearInterval(timer);
}

/** Beyond this the strip says so. */
const CLOCK_WRONG_MS = 10 * 60_000;

/** `aheadMs`: of the device's clock before the county's; null: never compared. */
export function isClockWrong(aheadMs: number | null): aheadMs is number {
  return aheadMs !== null && Math.abs(aheadMs) > CLOCK_WRONG_MS;
}
