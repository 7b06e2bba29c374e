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
