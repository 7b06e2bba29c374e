import { describe, expect, test } from 'vitest';
import { hasLapsed, isToRemind } from '../../../src/domain/cases/lapse.ts';
import { theCalendar } from '../calendar/the-calendar.ts';

const calendar = theCalendar();
const known = (date: string) => ({ date, provisional: false });

describe('a day that is over', () => {
  test('is over on the next one when the devices have been heard', () => {
    const dueOn = known('2026-12-09');
    for (const [today, isOver] of [
      ['2026-12-08', false],
      ['2026-12-09', false],
      ['2026-12-10', true],
    ] as const)
      expect(hasLapsed({ dueOn, today, isHeard: true }, calendar)).toBe(isOver);
  });

  test('is provisional for ten working days when they have not', () => {
    const dueOn = known('2026-12-09');
    for (const [today, isOver] of [
      ['2026-12-10', false],
      ['2026-12-23', false],
      ['2026-12-24', true],
    ] as const)
      expect(hasLapsed({ dueOn, today, isHeard: false }, calendar)).toBe(
        isOver,
      );
  });

  test('counts the holidays on the way', () => {
    // National Day 2026: 1 to 7 October are free, 10 October is worked.
    const dueOn = known('2026-09-28');
    const today = (date: string) =>
      hasLapsed({ dueOn, today: date, isHeard: false }, calendar);
    expect([today('2026-10-16'), today('2026-10-20')]).toEqual([false, true]);
  });

  test('is not over by days that nobody has published', () => {
    const today = '2031-01-01';
    const assumed = { date: '2030-01-01', provisional: true };
    expect(hasLapsed({ dueOn: assumed, today, isHeard: true }, calendar)).toBe(
      false,
    );
    const beyond = known('2030-01-01');
    expect(hasLapsed({ dueOn: beyond, today, isHeard: false }, calendar)).toBe(
      false,
    );
  });
});

test('it is reminded of three working days before, over a weekend, and not after', () => {
  const remind = (today: string) =>
    isToRemind({ dueOn: '2026-12-15', today }, calendar);
  expect(
    ['2026-12-09', '2026-12-10', '2026-12-12', '2026-12-15', '2026-12-16'].map(
      remind,
    ),
  ).toEqual([false, true, true, true, false]);
});
