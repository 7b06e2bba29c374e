import {
  daysFromCivil,
  isRealDate,
  parseIsoDate,
  type CivilDate,
} from '../../calendar/civil-date.ts';

/** Older than anyone, so that no sum of years leaves the calendar. */
const MAX_YEARS = 150;

/** An age that people reach: what monthsUntilAge can count to. */
export const isAge = (years: number): boolean =>
  Number.isInteger(years) && years >= 0 && years <= MAX_YEARS;

/** Full years on a day; null unless both are days. Negative before the birth. */
export function fullYears(birthDate: string, today: string): number | null {
  const [birth, now] = [parseIsoDate(birthDate), parseIsoDate(today)];
  return birth === undefined || now === undefined
    ? null
    : Math.floor(wholeMonths(birth, now) / 12);
}

/**
 * Whole months until somebody reaches an age: 0 in the last month and on the day
 * itself, negative from the next day on. null unless both are days and the age
 * is one.
 */
export function monthsUntilAge(
  birthDate: string,
  years: number,
  today: string,
): number | null {
  const [birth, now] = [parseIsoDate(birthDate), parseIsoDate(today)];
  return birth === undefined || now === undefined || !isAge(years)
    ? null
    : wholeMonths(now, monthsLater(birth, years * 12));
}

/** Rounded down: the most months that still fit between the two. */
function wholeMonths(from: CivilDate, to: CivilDate): number {
  const months = (to.year - from.year) * 12 + (to.month - from.month);
  const reached = monthsLater(from, months);
  return daysFromCivil(reached) <= daysFromCivil(to) ? months : months - 1;
}

/**
 * The same day of a later month, and where that month has none, its last one
 * (Civil Code art. 202): who was born on 29 February is a year older on the 28th.
 */
function monthsLater({ year, month, day }: CivilDate, months: number) {
  const count = year * 12 + (month - 1) + months;
  const date = { year: Math.floor(count / 12), month: (count % 12) + 1, day };
  while (!isRealDate(date)) date.day -= 1;
  return date;
}
