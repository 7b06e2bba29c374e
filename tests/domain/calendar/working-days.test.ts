import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isWorkday } from 'chinese-days';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCalendar } from '../../../src/domain/calendar/calendar-schema.ts';
import { addDays } from '../../../src/domain/calendar/civil-date.ts';
import {
  addWorkingDays,
  countWorkingDays,
  dayKind,
  isWorkingDay,
} from '../../../src/domain/calendar/working-days.ts';
import { theCalendar } from './the-calendar.ts';

const calendar = theCalendar();
const coveredDay = fc
  .integer({ min: 0, max: 1095 })
  .map((days) => addDays('2024-01-01', days));

describe('working days', () => {
  test('skip the Spring Festival and count its worked Saturday', () => {
    expect(addWorkingDays('2026-02-13', 3, calendar)).toEqual({
      date: '2026-02-25',
      provisional: false,
    });
    expect(isWorkingDay('2026-02-14', calendar)).toBe(true);
  });

  test('skip the October holidays and count the Saturday after them', () => {
    expect(addWorkingDays('2026-09-30', 5, calendar)).toEqual({
      date: '2026-10-13',
      provisional: false,
    });
    expect(isWorkingDay('2026-10-10', calendar)).toBe(true);
  });

  test('agree with chinese-days on every day the calendar covers', () => {
    for (
      let date = calendar.coverageFrom;
      date <= calendar.coverageUntil;
      date = addDays(date, 1)
    ) {
      expect(isWorkingDay(date, calendar), date).toBe(isWorkday(date));
    }
  });

  test('are provisional as soon as one of them is past the coverage', () => {
    expect(addWorkingDays('2026-12-31', 1, calendar)).toEqual({
      date: '2027-01-01',
      provisional: true,
    });
    expect(addWorkingDays('2026-12-24', 5, calendar)).toEqual({
      date: '2026-12-31',
      provisional: false,
    });
    expect(dayKind('2023-12-29', calendar).provisional).toBe(true);
  });

  test('follow the county’s own days before the national plan', () => {
    const local = {
      ...calendar,
      localDays: [{ date: '2026-08-19', working: false }],
    };
    expect(addWorkingDays('2026-08-18', 1, calendar).date).toBe('2026-08-19');
    expect(addWorkingDays('2026-08-18', 1, local).date).toBe('2026-08-20');
  });

  test('count back to what was added, and never end on a free day', () => {
    fc.assert(
      fc.property(coveredDay, fc.integer({ min: 1, max: 60 }), (from, n) => {
        const { date } = addWorkingDays(from, n, calendar);
        expect(countWorkingDays(from, date, calendar).days).toBe(n);
        expect(isWorkingDay(date, calendar)).toBe(true);
        expect(date > from).toBe(true);
      }),
    );
  });

  test('cannot be half or fewer than none', () => {
    expect(() => addWorkingDays('2026-02-13', 1.5, calendar)).toThrow();
    expect(() => addWorkingDays('2026-02-13', -1, calendar)).toThrow();
  });
});

test('a calendar with an impossible day is not read', () => {
  expect(readCalendar({ ...calendar, holidays: ['2026-02-30'] })).toBeNull();
  expect(readCalendar({})).toBeNull();
});

test('the published calendar is the national plan, and next year’s is not made up', () => {
  const build = (...years: string[]) =>
    execFileSync(
      process.execPath,
      [
        fileURLToPath(
          new URL('../../support/build-calendar.mjs', import.meta.url),
        ),
        ...years,
      ],
      { encoding: 'utf8', stdio: 'pipe' },
    );
  expect(JSON.parse(build('2024', '2026'))).toEqual(calendar);
  expect(() => build('2027', '2027')).toThrow('no plan of holidays');
});
