import type { WorkCalendar } from './calendar-schema.ts';
import { addDays, weekday } from './civil-date.ts';

export interface DayKind {
  working: boolean;
  /**
   * True = the calendar does not cover the day and Monday to Friday was
   * assumed. It must be shown as such and counted again with a newer calendar.
   */
  provisional: boolean;
}

/** Covers no day: for what asks of none, and where no calendar is published yet. */
export const NO_CALENDAR: WorkCalendar = {
  coverageFrom: '9999-12-31',
  coverageUntil: '9999-12-31',
  holidays: [],
  workingWeekends: [],
  localDays: [],
};

/** Whether a day (`YYYY-MM-DD`) is worked. */
export function dayKind(date: string, calendar: WorkCalendar): DayKind {
  const local = calendar.localDays.find((day) => day.date === date);
  if (local !== undefined)
    return { working: local.working, provisional: false };
  const atWeekend = weekday(date) > 5;
  if (date < calendar.coverageFrom || date > calendar.coverageUntil) {
    return { working: !atWeekend, provisional: true };
  }
  const working = atWeekend
    ? calendar.workingWeekends.includes(date)
    : !calendar.holidays.includes(date);
  return { working, provisional: false };
}

/** `date`: `YYYY-MM-DD`. */
export function isWorkingDay(date: string, calendar: WorkCalendar): boolean {
  return dayKind(date, calendar).working;
}

export interface CountedDate {
  date: string;
  /** True if any day on the way was only assumed. */
  provisional: boolean;
}

/**
 * The n-th working day after `date`, which itself is not counted: day 1 is the
 * next working day. With n = 0 it is the day itself, worked or not.
 */
export function addWorkingDays(
  date: string,
  n: number,
  calendar: WorkCalendar,
): CountedDate {
  if (!Number.isInteger(n) || n < 0) throw new RangeError('whole days only');
  let at = date;
  let provisional = false;
  for (let left = n; left > 0;) {
    at = addDays(at, 1);
    const day = dayKind(at, calendar);
    provisional ||= day.provisional;
    if (day.working) left -= 1;
  }
  return { date: at, provisional };
}

/** Working days after `from` up to and with `to`; 0 if `to` is not later. */
export function countWorkingDays(
  from: string,
  to: string,
  calendar: WorkCalendar,
): { days: number; provisional: boolean } {
  let days = 0;
  let provisional = false;
  for (let at = from; at < to;) {
    at = addDays(at, 1);
    const day = dayKind(at, calendar);
    provisional ||= day.provisional;
    if (day.working) days += 1;
  }
  return { days, provisional };
}
