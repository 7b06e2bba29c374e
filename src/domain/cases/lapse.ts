// When what the applicant owed is over. Nothing here is decided by assumed days: what
// follows is said to him.
import type { WorkCalendar } from '../calendar/calendar-schema.ts';
import {
  addWorkingDays,
  countWorkingDays,
  type CountedDate,
} from '../calendar/working-days.ts';

/** For so long what was handed over in time may be under way from a village without a link. */
export const UNDER_WAY_WORKDAYS = 10;

/** So many working days before its day a paper that was put off is reminded of. */
export const REMIND_WORKDAYS = 3;

/**
 * Whether the day is over for good. Until then a lapse is provisional: `isHeard`: the
 * devices that may hold it have been in contact after the day, and had nothing more.
 */
export function hasLapsed(
  {
    dueOn,
    today,
    isHeard,
  }: { dueOn: CountedDate; today: string; isHeard: boolean },
  calendar: WorkCalendar,
): boolean {
  if (dueOn.provisional || today <= dueOn.date) return false;
  if (isHeard) return true;
  const last = addWorkingDays(dueOn.date, UNDER_WAY_WORKDAYS, calendar);
  return !last.provisional && today > last.date;
}

/** `dueOn`, `today`: `YYYY-MM-DD` in China. */
export function isToRemind(
  { dueOn, today }: { dueOn: string; today: string },
  calendar: WorkCalendar,
): boolean {
  const { days } = countWorkingDays(today, dueOn, calendar);
  return today <= dueOn && days <= REMIND_WORKDAYS;
}
