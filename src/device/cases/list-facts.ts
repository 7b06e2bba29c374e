// All that a line of the list can say of what lies beside its case: what waits, what
// was lost, and the answer that was begun.
import {
  damagedMaterials,
  operationsIn,
  pendingMaterials,
} from '../database/pending.ts';
import type {
  DeviceDatabase,
  DraftRow,
  OutboxRow,
} from '../database/tables.ts';

/** Of a case's open operations. */
type Operations = { made: string[]; isPending: boolean };

/** By case. */
export type ListFacts = {
  operations: ReadonlyMap<string, Operations>;
  materialsLeft: ReadonlyMap<string, number>;
  damaged: ReadonlyMap<string, number>;
  answerDrafts: ReadonlyMap<string, DraftRow>;
};

/** Rows at once: they come with their sealed contents. */
const ROWS = 200;

/** Inside a transaction over `outbox`, `materials` and `drafts`. */
export async function readListFacts(db: DeviceDatabase): Promise<ListFacts> {
  const answerDrafts = new Map<string, DraftRow>();
  for (const draft of await db.drafts.where({ state: 'open' }).toArray())
    if (draft.caseId !== null) answerDrafts.set(draft.caseId, draft);
  return {
    operations: await readOpen(db),
    materialsLeft: countByCase(await pendingMaterials(db).toArray()),
    damaged: countByCase(await damagedMaterials(db).toArray()),
    answerDrafts,
  };
}

/** Settled and applied operations change no word of the list, and are many. */
async function readOpen(db: DeviceDatabase): Promise<Map<string, Operations>> {
  const operations = new Map<string, Operations>();
  const add = (rows: readonly (OutboxRow | undefined)[]) => {
    for (const row of rows) {
      if (row === undefined || row.caseId === null) continue;
      const { id, state, result, askedAgainIn, caseId } = row;
      const known = operations.get(caseId) ?? { made: [], isPending: false };
      known.made.push(`${id} ${state} ${result} ${askedAgainIn}`);
      known.isPending ||= state === 'pending';
      operations.set(caseId, known);
    }
  };
  const pending = await operationsIn(db, 'pending').primaryKeys();
  for (let at = 0; at < pending.length; at += ROWS)
    add(await db.outbox.bulkGet(pending.slice(at, at + ROWS)));
  add(await operationsIn(db, 'attention').toArray());
  const held = ['settled', 'held'];
  add(await db.outbox.where('[state+result]').equals(held).toArray());
  return operations;
}

function countByCase(
  materials: readonly { caseId: string | null }[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { caseId } of materials)
    if (caseId !== null) counts.set(caseId, (counts.get(caseId) ?? 0) + 1);
  return counts;
}
