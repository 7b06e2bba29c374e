import type { WorkCalendar } from '../../calendar/calendar-schema.ts';
import {
  addDays,
  daysFromCivil,
  parseIsoDate,
} from '../../calendar/civil-date.ts';
import { countWorkingDays } from '../../calendar/working-days.ts';

/** Calendar days from a day to today, negative when it is still to come. */
export function daysSince(date: string, today: string): number | null {
  const [from, to] = [parseIsoDate(date), parseIsoDate(today)];
  return from === undefined || to === undefined
    ? null
    : daysFromCivil(to) - daysFromCivil(from);
}

/**
 * Working days after a day up to and with today, 0 when it is not past. Unknown
 * (null) as soon as the county's calendar does not cover them all: Monday to
 * Friday would only be a guess, and a rule must not fire on one.
 */
export function workdaysSince(
  date: string,
  today: string,
  calendar: WorkCalendar,
): number | null {
  if (parseIsoDate(date) === undefined || parseIsoDate(today) === undefined) {
    return null;
  }
  if (date >= today) return 0;
  // Asked before counting, which goes day by day: a slip of the pen may be
  // centuries ago.
  const isCovered =
    addDays(date, 1) >= calendar.coverageFrom &&
    today <= calendar.coverageUntil;
  return isCovered ? countWorkingDays(date, today, calendar).days : null;
}
