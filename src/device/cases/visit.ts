// A visit: several matters of one person at one sitting. It is named by its first
// case, which was sealed before anybody knew that it would be one; the later ones cite
// that case's id. Each stays a case of its own.
import type { CaseView } from '../device-api.ts';
import { read } from '../database/write.ts';
import type { OpenContext } from '../device-context.ts';
import { findCase, openCaseRow } from './find-case.ts';
import { viewCase } from './view-case.ts';

/** A sitting does not last longer; what is looked through is bounded by it. */
const VISIT_MS = 86_400_000;

/** The visit of a case, which may be of that case alone; null: it is not here. */
export async function visitOf(
  context: OpenContext,
  caseId: string,
): Promise<string | null> {
  const found = await findCase(context, caseId);
  return found === undefined ? null : (found.content.submit.visitId ?? caseId);
}

/** All cases of the visit to which one belongs, in the order they were taken in. */
export async function viewVisit(
  context: OpenContext,
  caseId: string,
  isShown: (caseId: string) => boolean,
): Promise<CaseView[]> {
  const visitId = await visitOf(context, caseId);
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
            .between(from, new Date(Date.parse(from) + VISIT_MS).toISOString())
            .toArray(),
        );
  const views: CaseView[] = [];
  for (const row of rows) {
    const content = await openCaseRow(context, row);
    const isOfIt =
      row.caseId === visitId || content?.submit.visitId === visitId;
    if (!isOfIt || !isShown(row.caseId)) continue;
    const view = await viewCase(context, row.caseId, false);
    if (view !== null) views.push(view);
  }
  return views;
}
