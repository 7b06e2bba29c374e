// How often a sheet of a case was printed, kept with the case, so that a later one
// is marked as a reprint however often the app was closed in between.
import type { Outcome } from '../../protocol/error-code.ts';
import { write } from '../database/write.ts';
import type { CaseSheet, PrintNoted } from '../device-api.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import { ACT_STORES, recordAct } from '../journal/record-act.ts';
import { done, failed } from '../outcome.ts';
import { sealRow } from '../vault/row-cipher.ts';
import { casePlace } from './case-content.ts';
import { findCase } from './find-case.ts';

/**
 * Counts one print; durable when it resolves, which is before the browser is asked.
 * No browser says whether paper came out: what was cancelled counts, so that two
 * without a mark can never be about. A receipt printed again is an act that
 * the county hears of.
 */
export async function notePrint(
  context: OpenContext,
  caseId: string,
  sheet: CaseSheet,
): Promise<Outcome<PrintNoted>> {
  const { store, unlocked } = context;
  const { db } = store;
  for (;;) {
    const found = await findCase(context, caseId);
    if (found === undefined) return failed('caseNotFound');
    const at = nowIso(context);
    const { printed } = found.content;
    const times = [...(printed?.[sheet] ?? []), at];
    const sealed = await sealRow(unlocked.vault, casePlace(caseId), {
      ...found.content,
      printed: { ...printed, [sheet]: times },
    });
    const isNoted = await write(store, ['cases', ...ACT_STORES], async () => {
      const row = await db.cases.get(caseId);
      if (row?.revision !== found.row.revision) return false;
      await db.cases.put({ ...row, revision: row.revision + 1, sealed });
      if (sheet === 'receipt' && times.length > 1)
        await recordAct(db, {
          act: 'receiptReprinted',
          caseId,
          at,
          clerkId: unlocked.clerk.id,
        });
      return true;
    });
    if (isNoted) return done({ n: times.length, at });
  }
}
