// How long a case took, as figures count it: by the same clocks and the same calendar
// that its deadlines are counted by.
import type { WorkCalendar } from '../calendar/calendar-schema.ts';
import { addDays, chinaDate } from '../calendar/civil-date.ts';
import { isWorkingDay } from '../calendar/working-days.ts';
import { caseDeadlines, type ClockEvent, type Periods } from './case-clocks.ts';

export type HandlingTime = {
  /** Concluded by the promised day; null: nothing was promised. */
  isOnTime: boolean | null;
  /**
   * Working days after the one of acceptance, up to the one of conclusion, on which
   * the clock ran; null: it has never begun.
   */
  workdays: number | null;
};

/** `endedAt`: when it was concluded, ISO 8601. */
export function handlingTime(
  p: { events: readonly ClockEvent[]; endedAt: string },
  periods: Periods,
  calendar: WorkCalendar,
): HandlingTime {
  const { promise, statutory } = caseDeadlines(p.events, periods, calendar);
  const endedOn = chinaDate(p.endedAt);
  const clock = promise ?? statutory;
  const due = promise?.due?.date;
  return {
    // A clock that stands to the end is never over.
    isOnTime: promise === null ? null : due === undefined || endedOn <= due,
    workdays:
      clock === null ? null : countDays(clock.reason, endedOn, calendar),
  };
}

type Counted = NonNullable<
  ReturnType<typeof caseDeadlines>['promise']
>['reason'];

function countDays(
  { from, pauses }: Counted,
  endedOn: string,
  calendar: WorkCalendar,
): number {
  let workdays = 0;
  for (let at = from.earliest; at < endedOn;) {
    at = addDays(at, 1);
    const isPaused = pauses.some(
      (pause) =>
        pause.from <= at && (pause.until === null || at <= pause.until),
    );
    if (!isPaused && isWorkingDay(at, calendar)) workdays += 1;
  }
  return workdays;
}
