import type { WorkCalendar } from '../../domain/calendar/calendar-schema.ts';
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import type { Periods } from '../../domain/cases/case-clocks.ts';
import { handlingTime } from '../../domain/cases/handling-time.ts';
import type {
  CaseToCount,
  Counted,
  MonthChange,
} from '../database/queries/figures.ts';

/** What a case adds to the figures as it stands. */
export function countCase(
  row: CaseToCount,
  periods: Periods,
  calendar: WorkCalendar,
): Counted {
  const { town9, stationCode, officeId, windowCode, endedAt } = row;
  const isConcluded = row.status === 'concluded' || row.status === 'rejected';
  const time =
    isConcluded && endedAt !== null
      ? handlingTime({ events: row.clockEvents, endedAt }, periods, calendar)
      : { isOnTime: null, workdays: null };
  return {
    town9,
    stationCode,
    officeId,
    windowCode,
    receivedMonth: monthOf(row.takenInAt),
    concludedMonth: isConcluded && endedAt !== null ? monthOf(endedAt) : null,
    ...time,
  };
}

/** `YYYY-MM` in China. */
export function monthOf(instant: string): string {
  return chinaDate(instant).slice(0, 7);
}

/** Adds up what changes in which month, so that each of its rows is written once. */
export class MonthChanges {
  readonly #changes = new Map<string, MonthChange>();

  add(counted: Counted, sign: 1 | -1): void {
    this.#of(counted, counted.receivedMonth).received += sign;
    if (counted.concludedMonth === null) return;
    const change = this.#of(counted, counted.concludedMonth);
    change.concluded += sign;
    if (counted.isOnTime !== null) change.promised += sign;
    if (counted.isOnTime === true) change.onTime += sign;
    if (counted.workdays === null) return;
    change.timed += sign;
    change.workdays += sign * counted.workdays;
  }

  get all(): MonthChange[] {
    return [...this.#changes.values()];
  }

  #of(
    { town9, stationCode, officeId, windowCode }: Counted,
    month: string,
  ): MonthChange {
    const key = [town9, stationCode, officeId, windowCode, month].join(' ');
    const found = this.#changes.get(key) ?? {
      town9,
      stationCode,
      officeId,
      windowCode,
      month,
      received: 0,
      concluded: 0,
      promised: 0,
      onTime: 0,
      timed: 0,
      workdays: 0,
    };
    this.#changes.set(key, found);
    return found;
  }
}
