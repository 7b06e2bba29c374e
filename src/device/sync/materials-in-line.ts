import { giveMissingTurns, isTextWaiting } from '../outbox/material-turn.ts';
import type { MaterialRow } from '../database/tables.ts';
import { hasIndex } from '../database/has-index.ts';
import { pendingMaterials } from '../database/pending.ts';
import { read } from '../database/write.ts';
import type { DeliveryContext } from './round-context.ts';

/**
 * What is to be sent, in its order, one row at a time: those on which the county
 * failed come last, by their own pauses. A row may have been sent meanwhile by
 * another worker.
 */
export async function* materialsInLine(
  context: DeliveryContext,
): AsyncGenerator<MaterialRow> {
  const { store, memory, ports } = context;
  if (!hasIndex(store.db, 'materials', '[state+turn]')) {
    yield* materialsOfOlderCode(context);
    return;
  }
  const failing = memory.failingMaterials;
  if (!memory.areTurnsGiven) {
    await giveMissingTurns(store);
    memory.areTurnsGiven = true;
  }
  const due = failing.due(ports.clock.monotonicMs());
  for (let after = ''; ;) {
    const row = await read(store, (db) =>
      db.materials
        .where('[state+turn]')
        .between(['pending', after], ['pending', '\uffff'], false, true)
        .first(),
    );
    if (row?.turn === undefined) break;
    after = row.turn;
    if (!failing.has(row.sha256)) yield row;
  }
  for (const sha256 of due) {
    const row = await read(store, (db) => db.materials.get(sha256));
    if (row?.state === 'pending' && row.turn !== undefined) yield row;
    else failing.clear(sha256);
  }
}

/** A store without lines: by intake, of cases whose text the county has. */
async function* materialsOfOlderCode({
  store,
  memory,
}: DeliveryContext): AsyncGenerator<MaterialRow> {
  const names = await read(store, (db) => pendingMaterials(db).primaryKeys());
  for (const sha256 of names) {
    const row = await read(store, (db) => db.materials.get(sha256));
    if (row?.state !== 'pending' || row.caseId === null) continue;
    const { caseId } = row;
    if (memory.failingMaterials.has(sha256)) continue;
    if (!(await read(store, (db) => isTextWaiting(db, caseId)))) yield row;
  }
}
