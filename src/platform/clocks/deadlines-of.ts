import type { WorkCalendar } from '../../domain/calendar/calendar-schema.ts';
import {
  caseDeadlines,
  type CaseDeadlines,
  type ClockEvent,
  type Periods,
} from '../../domain/cases/case-clocks.ts';
import type { PlatformContext } from '../context.ts';
import { describeError } from '../describe-error.ts';

/**
 * The deadlines of a case. None, and a line in the log, where they cannot be counted:
 * one case that holds a day which does not exist must not hide all the others.
 */
export function deadlinesOf(
  { log }: Pick<PlatformContext, 'log'>,
  p: {
    caseId: string;
    events: readonly ClockEvent[];
    periods: Periods;
    calendar: WorkCalendar;
  },
): CaseDeadlines {
  try {
    return caseDeadlines(p.events, p.periods, p.calendar);
  } catch (error) {
    const { caseId } = p;
    log.error({ caseId, ...describeError(error) }, 'days cannot be counted');
    return { notice: null, promise: null, statutory: null };
  }
}
