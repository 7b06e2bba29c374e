// The outbox as the screen shows it. Counts work while locked; names and matters
// come from the cases' sealed rows and only while unlocked.
import {
  operationsIn,
  pendingMaterials,
  pendingOperations,
} from '../database/pending.ts';
import type { OutboxRow, DeviceDatabase } from '../database/tables.ts';
import { read, type Store } from '../database/write.ts';
import type { OutboxRow as OutboxRowView, OutboxView } from '../device-api.ts';

/** What of a case may be told; undefined while locked. */
export type CaseTold = Pick<
  OutboxRowView,
  'number' | 'matterShort' | 'applicantName'
>;

/** Of the settled ones the latest so many are shown. */
const SETTLED_SHOWN = 50;

/** `tell` gives what may be said of a case; while locked, nothing. */
export async function viewOutbox(
  store: Store,
  tell: (caseId: string) => Promise<CaseTold | undefined>,
): Promise<OutboxView> {
  const found = await read(store, (db) =>
    db.transaction('r', [db.outbox, db.materials], () => readRows(db)),
  );
  const view = (rows: readonly OutboxRow[]) =>
    Promise.all(rows.map((row) => viewRow(row, found.materialsLeft, tell)));
  const bytes = found.pending.reduce((sum, row) => sum + row.bytes, 0);
  return {
    pending: await view(found.pending),
    attention: await view(found.attention),
    held: await view(found.held),
    settled: await view(found.settled),
    unsent: {
      operations: found.pending.length,
      operationBytes: bytes,
      materials: found.materials,
      materialBytes: found.materialBytes,
      oldestMadeAt: found.pending[0]?.madeAt ?? found.oldestMaterial,
    },
  };
}

async function readRows(db: DeviceDatabase) {
  const pending = await pendingOperations(db).toArray();
  const attention = await operationsIn(db, 'attention').toArray();
  const held = await db.outbox
    .where('[state+result]')
    .equals(['settled', 'held'])
    .toArray();
  const settled = await operationsIn(db, 'settled')
    .reverse()
    .filter(({ result }) => result !== 'held')
    .limit(SETTLED_SHOWN)
    .toArray();
  const materialsLeft = new Map<string, number>();
  let materials = 0;
  let materialBytes = 0;
  let oldestMaterial: string | null = null;
  await pendingMaterials(db).each(({ caseId, bytes, since }) => {
    materials += 1;
    materialBytes += bytes;
    oldestMaterial ??= since;
    if (caseId !== null)
      materialsLeft.set(caseId, (materialsLeft.get(caseId) ?? 0) + 1);
  });
  return {
    pending,
    attention,
    held,
    settled,
    materialsLeft,
    materials,
    materialBytes,
    oldestMaterial: oldestMaterial as string | null,
  };
}

async function viewRow(
  row: OutboxRow,
  materialsLeft: ReadonlyMap<string, number>,
  tell: (caseId: string) => Promise<CaseTold | undefined>,
): Promise<OutboxRowView> {
  const { id, caseId, madeAt, state, result, code, paths } = row;
  const told = caseId === null ? undefined : await tell(caseId);
  return {
    operationId: id,
    kind: row.envelope.schema.replace(/@\d+$/, ''),
    caseId,
    number: told?.number ?? null,
    matterShort: told?.matterShort ?? null,
    applicantName: told?.applicantName ?? null,
    madeAt,
    state,
    result,
    code,
    paths,
    materialsLeft: caseId === null ? 0 : (materialsLeft.get(caseId) ?? 0),
  };
}
