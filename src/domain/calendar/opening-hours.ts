// Whether a station stands open, by the hours of its kind in the catalogue.
import type { StationHours } from '../catalogue/county-schema.ts';
import type { WorkCalendar } from './calendar-schema.ts';
import { chinaClock, chinaDate, weekday } from './civil-date.ts';
import { dayKind } from './working-days.ts';

/**
 * `at`: ISO 8601. The lunch hour is outside of the spans, whether or not somebody
 * serves then. A holiday is no day of the week, a weekend that is worked is one.
 */
export function isOpenAt(
  { days, spans }: StationHours,
  at: string,
  calendar: WorkCalendar,
): boolean {
  const day = chinaDate(at);
  const { working } = dayKind(day, calendar);
  const isUsual = working === weekday(day) <= 5;
  if (!(isUsual ? days.includes(weekday(day)) : working)) return false;
  const clock = chinaClock(at);
  return spans.some(({ from, to }) => from <= clock && clock < to);
}
