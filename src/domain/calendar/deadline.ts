import type { WorkCalendar } from './calendar-schema.ts';
import { addWorkingDays, type CountedDate } from './working-days.ts';

/**
 * Working days within which the office must say that papers are missing, all
 * at once; silent after that, it has accepted from the day of intake
 * (Administrative Licensing Law art. 32 (4); working days by art. 82).
 */
const NOTICE_WORKDAYS = 5;

export type DeadlineRule =
  /** From the village's intake, when the resident handed the papers over. */
  | { kind: 'notice'; intakeOn: string }
  /** From acceptance: what the catalogue promises. */
  | { kind: 'promise'; acceptedOn: string; promisedDays: number };

export interface Deadline extends CountedDate {
  reason: {
    kind: DeadlineRule['kind'];
    /** The day that is not counted; the next working day is day 1. */
    countedFrom: string;
    workdays: number;
  };
}

/**
 * The last day in time, `YYYY-MM-DD` in China. All dates of deadlines come from
 * here, so that receipt, list and figures show one day. A promise of 0 days is
 * due on the day itself.
 */
export function deadline(rule: DeadlineRule, calendar: WorkCalendar): Deadline {
  const [countedFrom, workdays] =
    rule.kind === 'notice'
      ? [rule.intakeOn, NOTICE_WORKDAYS]
      : [rule.acceptedOn, rule.promisedDays];
  return {
    ...addWorkingDays(countedFrom, workdays, calendar),
    reason: { kind: rule.kind, countedFrom, workdays },
  };
}
