import { caseDeadlines } from '../../../domain/cases/case-clocks.ts';
import type { EventBody } from '../../../domain/cases/event.ts';
import { readEvents } from '../../database/queries/events.ts';
import { recorded, refused, type Act, type ActResult } from './act.ts';

/** Administrative Licensing Law art. 42: of one office, and of several together. */
const MOST_WORKDAYS = 10;
const MOST_JOINTLY = 15;

/** Once, before the time is over, and no longer than the law gives. */
export async function extend({
  context,
  work,
  row,
  decision,
  matter,
  calendar,
  at,
  today,
}: Act<'extend'>): Promise<ActResult> {
  const { workdays, reason, ground, approvedBy } = decision;
  const isJoint = row.state.joint !== undefined;
  if (workdays > (isJoint ? MOST_JOINTLY : MOST_WORKDAYS))
    return refused('badRequest');
  const events = await readEvents(work.tx, context.config.county, row.caseId);
  const { promise } = caseDeadlines(events, matter, calendar);
  const due = promise?.due ?? null;
  if (due === null || due.date < today) return refused('notAllowed');
  const body: EventBody = {
    kind: 'extended',
    workdays,
    reason,
    ground,
    approvedBy,
    promisedBy: null,
  };
  const then = caseDeadlines([...events, { at, body }], matter, calendar);
  return recorded({ ...body, promisedBy: then.promise?.due ?? null });
}
