// A visit: several matters of one person at one sitting. It is named by its first
// case, which was sealed before anybody knew that it would be one; the later ones cite
// that case's id. Each stays a case of its own.
import { isSameSitting, SITTING_MS } from '../../domain/cases/sitting.ts';
import type { CaseView } from '../device-api.ts';
import { read } from '../database/write.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import { findCase, openCaseRow } from './find-case.ts';
import { viewCase } from './view-case.ts';

/**
 * The visit that goes on after a case: the case's own, or one that begins with the
 * case when the sitting of that is over; null: the case is not here.
 */
export async function visitOf(
  context: OpenContext,
  caseId: string,
): Promise<string | null> {
  const visitId = await citedBy(context, caseId);
  if (visitId === null) return null;
  const first = await read(context.store, (db) => db.cases.get(visitId));
  return first !== undefined && isSameSitting(first.takenInAt, nowIso(context))
    ? visitId
    : caseId;
}

/** By which case its visit is named; itself may be that. */
async function citedBy(
  context: OpenContext,
  caseId: string,
): Promise<string | null> {
  const found = await findCase(context, caseId);
  return found === undefined ? null : (found.content.submit.visitId ?? caseId);
}

/**
 * All cases of the visit to which one belongs, in the order they were taken in; that
 * one in any case, also when it was taken in long after the first.
 */
export async function viewVisit(
  context: OpenContext,
  caseId: string,
  isShown: (caseId: string) => boolean,
): Promise<CaseView[]> {
  const visitId = await citedBy(context, caseId);
  if (visitId === null) return [];
  const { store } = context;
  const first = await read(store, (db) => db.cases.get(visitId));
  const from = first?.takenInAt;
  const rows =
    from === undefined
      ? []
      : await read(store, (db) =>
          db.cases
            .where('takenInAt')
            .between(
              from,
              new Date(Date.parse(from) + SITTING_MS).toISOString(),
            )
            .toArray(),
        );
  const ids: string[] = [];
  for (const row of rows) {
    const content = await openCaseRow(context, row);
    if (row.caseId === visitId || content?.submit.visitId === visitId)
      ids.push(row.caseId);
  }
  if (!ids.includes(caseId)) ids.push(caseId);
  const views: CaseView[] = [];
  for (const id of ids) {
    if (!isShown(id)) continue;
    const view = await viewCase(context, id, false);
    if (view !== null) views.push(view);
  }
  return views;
}
