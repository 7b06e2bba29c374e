// Days of the civil calendar by arithmetic. The domain has no clock and no time
// zone of its own: a day is the text `YYYY-MM-DD`, counted as whole days since
// 1970-01-01, so nothing here depends on where the program runs.

import { DAY_MS } from './day-ms.ts';

export interface CivilDate {
  year: number;
  month: number;
  day: number;
}

const CHINA_OFFSET_MS = 8 * 3_600_000;

/**
 * Whole days since 1970-01-01 in the Gregorian calendar. Years begin in March
 * here, so that the leap day is the last one (H. Hinnant, "chrono-compatible
 * low-level date algorithms").
 */
export function daysFromCivil({ year, month, day }: CivilDate): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const monthFromMarch = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468;
}

/** The inverse of daysFromCivil. */
export function civilFromDays(days: number): CivilDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra -
    (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day };
}

/** True when the calendar has such a day: 30 February has none. */
export function isRealDate(date: CivilDate): boolean {
  if (date.month < 1 || date.month > 12 || date.day < 1) return false;
  const { year, month, day } = civilFromDays(daysFromCivil(date));
  return year === date.year && month === date.month && day === date.day;
}

/** `YYYY-MM-DD`. */
export function formatIsoDate({ year, month, day }: CivilDate): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** The parts of `YYYY-MM-DD`; undefined unless such a day exists. */
export function parseIsoDate(text: string): CivilDate | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [, year, month, day] = match.map(Number);
  const date = { year: year ?? 0, month: month ?? 0, day: day ?? 0 };
  return isRealDate(date) ? date : undefined;
}

/** Days since 1970-01-01 of an ISO date; throws on anything else. */
function dayNumber(isoDate: string): number {
  const date = parseIsoDate(isoDate);
  if (date === undefined) throw new RangeError('not a YYYY-MM-DD date');
  return daysFromCivil(date);
}

/** Calendar days, back when negative. */
export function addDays(isoDate: string, days: number): string {
  return formatIsoDate(civilFromDays(dayNumber(isoDate) + days));
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(isoDate: string): number {
  // 1970-01-01 was a Thursday.
  return ((((dayNumber(isoDate) + 3) % 7) + 7) % 7) + 1;
}

/**
 * The day in China (UTC+8, no summer time) of an instant: ISO 8601 text with an
 * offset, or milliseconds since 1970. Between midnight and eight in the morning
 * China is already a day ahead of UTC, so the day must never be cut off the
 * text of a UTC instant. Throws on text that is no instant.
 */
export function chinaDate(instant: string | number): string {
  const epochMs = typeof instant === 'number' ? instant : epochMsOf(instant);
  if (!Number.isFinite(epochMs)) throw new RangeError('not an instant');
  const days = Math.floor((epochMs + CHINA_OFFSET_MS) / DAY_MS);
  return formatIsoDate(civilFromDays(days));
}

/** 「10:33」: the clock in China at an ISO 8601 instant. */
export function chinaClock(instant: string): string {
  const minutes = Math.floor((epochMsOf(instant) + CHINA_OFFSET_MS) / 60_000);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-]\d{2}(?::?\d{2})?)$/;

/** Milliseconds since 1970 of an ISO 8601 instant; NaN when it is none. */
export function epochMsOf(instant: string): number {
  const match = INSTANT.exec(instant);
  if (match === null) return Number.NaN;
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map(Number) as [number, number, number, number, number, number];
  const date = { year, month, day };
  if (!isRealDate(date)) return Number.NaN;
  const fraction = Math.floor(Number(match[7] ?? 0) * 1000);
  const seconds = (hour * 60 + minute) * 60 + second;
  return (
    daysFromCivil(date) * DAY_MS +
    seconds * 1000 +
    fraction -
    offsetMs(match[8] ?? 'Z')
  );
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const sign = offset.startsWith('-') ? -1 : 1;
  const digits = offset.replaceAll(/\D/g, '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return sign * minutes * 60_000;
}
