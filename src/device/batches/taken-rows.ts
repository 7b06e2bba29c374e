import { openCaseRow } from '../cases/find-case.ts';
import { viewReceipt } from '../cases/view-case.ts';
import { read } from '../database/write.ts';
import type { BatchCase } from '../device-api.ts';
import type { OpenContext } from '../device-context.ts';

/** A sheet is worked through within days: what lies below was before it. */
const NEWEST = 1000;

/** The cases that a sheet's rows became, in the order they were taken in. */
export async function takenRows(
  context: OpenContext,
  batchId: string,
): Promise<BatchCase[]> {
  const rows = await read(context.store, (db) =>
    db.cases.orderBy('takenInAt').reverse().limit(NEWEST).toArray(),
  );
  const taken: BatchCase[] = [];
  for (const row of rows.reverse()) {
    const content = await openCaseRow(context, row);
    if (content?.batchId !== batchId) continue;
    const { applicantName, printed = {} } = content;
    const receipt = viewReceipt(content);
    taken.push({ caseId: row.caseId, applicantName, printed, receipt });
  }
  return taken;
}
