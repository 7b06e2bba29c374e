import type { WorkCalendar } from './calendar-schema.ts';
import type { Deadline } from './deadline.ts';
import { countWorkingDays } from './working-days.ts';

export const LAMPS = ['red', 'yellow', 'green'] as const;
export type Lamp = {
  colour: (typeof LAMPS)[number];
  /** Left with the last one; below 0: so many are over. */
  workdays: number;
};

/** Of the days that a clock gives, so many of a hundred are few. */
const FEW = 30;

/**
 * How near a deadline is: overrun red, with 30 of a hundred of its days or one day left
 * yellow, else green. `null`: the clock stands still.
 */
export function lampOf(
  { due, reason }: Deadline,
  today: string,
  calendar: WorkCalendar,
): Lamp | null {
  if (due === null) return null;
  if (due.date < today) {
    const { days } = countWorkingDays(due.date, today, calendar);
    return { colour: 'red', workdays: -days };
  }
  const { days } = countWorkingDays(today, due.date, calendar);
  const given = reason.workdays + reason.extended;
  const isNear = days <= 1 || days * 100 <= given * FEW;
  return { colour: isNear ? 'yellow' : 'green', workdays: days };
}
