import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  chinaDate,
  civilFromDays,
  daysFromCivil,
  epochMsOf,
  formatIsoDate,
  isRealDate,
  parseIsoDate,
  weekday,
} from '../../../src/domain/calendar/civil-date.ts';

const DAY_MS = 86_400_000;
/** Years 0001 to 9999, as days since 1970. */
const anyDay = fc.integer({ min: -719_162, max: 2_932_896 });
const anyInstant = fc.date({
  min: new Date('1900-01-01T00:00:00Z'),
  max: new Date('2100-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

describe('the civil calendar', () => {
  test('counts days as the platform’s own Date does', () => {
    fc.assert(
      fc.property(anyDay, (days) => {
        const date = new Date(days * DAY_MS);
        const civil = civilFromDays(days);
        expect(civil).toEqual({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
        });
        expect(daysFromCivil(civil)).toBe(days);
        expect(formatIsoDate(civil)).toBe(date.toISOString().slice(0, 10));
        expect(weekday(formatIsoDate(civil))).toBe(date.getUTCDay() || 7);
      }),
    );
  });

  test('knows which days exist', () => {
    expect(isRealDate({ year: 2024, month: 2, day: 29 })).toBe(true);
    expect(isRealDate({ year: 2026, month: 2, day: 29 })).toBe(false);
    expect(isRealDate({ year: 1900, month: 2, day: 29 })).toBe(false);
    expect(isRealDate({ year: 2026, month: 13, day: 1 })).toBe(false);
    expect(isRealDate({ year: 2026, month: 4, day: 31 })).toBe(false);
    expect(isRealDate({ year: 2026, month: 4, day: 0 })).toBe(false);
    expect(parseIsoDate('2026-02-30')).toBeUndefined();
    expect(parseIsoDate('2026-2-3')).toBeUndefined();
  });

  test('goes over the ends of months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError);
  });
});

describe('the day in China', () => {
  test('has begun half an hour after midnight there, with UTC a day behind', () => {
    expect(chinaDate('2026-02-13T16:30:00Z')).toBe('2026-02-14');
    expect(chinaDate('2026-02-14T00:30:00+08:00')).toBe('2026-02-14');
  });

  test('is New Year at half past midnight on 1 January', () => {
    expect(chinaDate('2025-12-31T16:30:00.000Z')).toBe('2026-01-01');
  });

  test('lasts until the last second before midnight', () => {
    expect(chinaDate('2026-02-14T15:59:59Z')).toBe('2026-02-14');
    expect(chinaDate('2026-02-14T16:00:00Z')).toBe('2026-02-15');
  });

  test('is the same for one instant, however it is written', () => {
    fc.assert(
      fc.property(anyInstant, (instant) => {
        const shifted = new Date(instant.getTime() + 8 * 3_600_000);
        const day = shifted.toISOString().slice(0, 10);
        const local = shifted.toISOString().replace('Z', '+08:00');
        expect(chinaDate(instant.toISOString())).toBe(day);
        expect(chinaDate(local)).toBe(day);
        expect(chinaDate(instant.getTime())).toBe(day);
        expect(epochMsOf(instant.toISOString())).toBe(instant.getTime());
      }),
    );
  });

  test('is not guessed for text that is no instant', () => {
    expect(() => chinaDate('2026-02-14')).toThrow(RangeError);
    expect(() => chinaDate('2026-02-30T00:00:00Z')).toThrow(RangeError);
    expect(() => chinaDate(Number.NaN)).toThrow(RangeError);
  });
});
