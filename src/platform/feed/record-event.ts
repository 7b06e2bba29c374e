import type { CaseEvent, EventBody } from '../../domain/cases/event.ts';
import { foldCase, type CaseState } from '../../domain/cases/fold-case.ts';
import { lockCase, saveCaseState } from '../database/queries/cases.ts';
import { addEvent } from '../database/queries/events.ts';
import { together } from '../database/together.ts';
import type { Work } from '../database/transaction.ts';

export type NewEvent = {
  county: string;
  caseId: string;
  by: CaseEvent['by'];
  body: EventBody;
  /** ISO 8601. */
  at: string;
};

/**
 * The one way in which anything happens to a case: locks it, appends event
 * n + 1, folds it into the state, updates the case's row, and queues the event
 * for the intake station and the township. Whether the act is allowed is the
 * caller's question, asked under `lockCase` in the same transaction.
 */
export async function recordEvent(
  work: Work,
  { county, caseId, by, body, at }: NewEvent,
): Promise<{ event: CaseEvent; state: CaseState }> {
  const { tx, feed } = work;
  const caseRow = await lockCase(tx, { county, caseId });
  if (caseRow === undefined) throw new Error('an event needs its case');
  const event: CaseEvent = { caseId, n: caseRow.version + 1, at, by, body };
  const state = foldCase([event], caseRow.state);
  await together([
    addEvent(tx, county, event),
    saveCaseState(tx, { county, caseId }, state),
  ]);
  for (const audience of [
    `station:${caseRow.stationCode}`,
    `township:${caseRow.town9}`,
  ]) {
    feed.push({ county, audience, caseId, kind: 'event', body: event, at });
  }
  return { event, state };
}
