import { expect, test } from 'vitest';
import { isOpenAt } from '../../../src/domain/calendar/opening-hours.ts';
import { theCalendar } from './the-calendar.ts';

const HOURS = {
  days: [1, 2, 3, 4, 5],
  spans: [
    { from: '08:30', to: '12:00' },
    { from: '14:30', to: '17:30' },
  ],
};

test.each([
  ['a Wednesday morning', '2026-11-25T08:30:00+08:00', true],
  ['the lunch hour begins', '2026-11-25T12:00:00+08:00', false],
  ['noon, said in UTC', '2026-11-25T04:30:00.000Z', false],
  ['the afternoon', '2026-11-25T15:00:00+08:00', true],
  ['the evening', '2026-11-25T17:30:00+08:00', false],
  ['before eight, in UTC the day before', '2026-11-24T23:50:00.000Z', false],
  ['a Sunday', '2026-11-29T10:00:00+08:00', false],
  ['the national day', '2026-10-01T10:00:00+08:00', false],
  ['a Saturday that is worked', '2026-10-10T10:00:00+08:00', true],
])('%s', (_name, at, isOpen) => {
  expect(isOpenAt(HOURS, at, theCalendar())).toBe(isOpen);
});
