import { readFileSync } from 'node:fs';
import {
  readCalendar,
  type WorkCalendar,
} from '../../../src/domain/calendar/calendar-schema.ts';

const file = new URL(
  '../../../src/domain/catalogue/data/calendar.json',
  import.meta.url,
);

/** The calendar as it is published. */
export function theCalendar(): WorkCalendar {
  const calendar = readCalendar(JSON.parse(readFileSync(file, 'utf8')));
  if (calendar === null) throw new Error('calendar.json is no calendar');
  return calendar;
}
