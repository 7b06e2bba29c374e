import { describe, expect, test } from 'vitest';
import { lampOf } from '../../../src/domain/calendar/lamp.ts';
import type { Deadline } from '../../../src/domain/calendar/deadline.ts';
import { theCalendar } from './the-calendar.ts';

const calendar = theCalendar();

/** Of a clock of ten working days that ends on this day. */
function until(date: string | null, extended = 0): Deadline {
  return {
    due: date === null ? null : { date, provisional: false },
    latestDue: null,
    reason: {
      rule: 'promise',
      from: { earliest: '2026-11-10', latest: '2026-11-10' },
      workdays: 10,
      extended,
      pauses: [],
      freeWeekdays: [],
      workedWeekends: [],
      assumedFrom: null,
    },
  };
}

describe('the lamp of a deadline', () => {
  // 2026-11-25 is a Wednesday.
  test.each([
    ['2026-11-24', 'red', -1],
    ['2026-11-20', 'red', -3],
    ['2026-11-25', 'yellow', 0],
    ['2026-11-26', 'yellow', 1],
    // Three of ten days, over a weekend.
    ['2026-11-30', 'yellow', 3],
    ['2026-12-01', 'green', 4],
  ])('due on %s it is %s, %i working days', (date, colour, workdays) => {
    expect(lampOf(until(date), '2026-11-25', calendar)).toEqual({
      colour,
      workdays,
    });
  });

  test('more days make the same rest few', () => {
    expect(
      lampOf(until('2026-12-01', 10), '2026-11-25', calendar),
    ).toMatchObject({ colour: 'yellow' });
  });

  test('a clock that stands has none', () => {
    expect(lampOf(until(null), '2026-11-25', calendar)).toBeNull();
  });
});
