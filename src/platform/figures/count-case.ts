import type { WorkCalendar } from '../../domain/calendar/calendar-schema.ts';
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import type { Periods } from '../../domain/cases/case-clocks.ts';
import { handlingTime } from '../../domain/cases/handling-time.ts';
import type {
  CaseToCount,
  Counted,
  MonthChange,
} from '../database/queries/figures.ts';

type StatusChange = { town9: string; status: string; cases: number };

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
    status: row.status,
  };
}

/** `YYYY-MM` in China. */
export function monthOf(instant: string): string {
  return chinaDate(instant).slice(0, 7);
}

/** Adds up what changes, so that each row of sums is written once. */
export class Changes {
  readonly #changes = new Map<string, MonthChange>();
  readonly #statuses = new Map<string, StatusChange>();

  add(counted: Counted, sign: 1 | -1): void {
    this.#ofStatus(counted).cases += sign;
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

  get months(): MonthChange[] {
    return [...this.#changes.values()];
  }

  get statuses(): StatusChange[] {
    return [...this.#statuses.values()];
  }

  #ofStatus({ town9, status }: Counted): StatusChange {
    const key = `${town9} ${status}`;
    const found = this.#statuses.get(key) ?? { town9, status, cases: 0 };
    this.#statuses.set(key, found);
    return found;
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
