import { addDays, chinaDate } from '../../domain/calendar/civil-date.ts';

/**
 * The day by which a stick should be at the township, YYYY-MM-DD. The applicant
 * must be told within five working days of the intake (notice of what is missing);
 * five days of the calendar leave the township its time. Never in the past.
 */
export function deliverBefore(oldestMadeAt: string, now: string): string {
  const due = addDays(chinaDate(oldestMadeAt), 5);
  const tomorrow = addDays(chinaDate(now), 1);
  return due < tomorrow ? tomorrow : due;
}
