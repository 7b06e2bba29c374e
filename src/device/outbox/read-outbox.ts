// The outbox as the screen shows it. Counts work while locked; names and matters
// come from the cases' sealed rows and only while unlocked.
import {
  damagedMaterials,
  operationsIn,
  pendingMaterials,
  pendingOperations,
} from '../database/pending.ts';
import type {
  ChainRow,
  DeviceDatabase,
  OutboxRow,
} from '../database/tables.ts';
import { read, type Store } from '../database/write.ts';
import type {
  DamagedCase,
  OutboxRow as OutboxRowView,
  OutboxView,
} from '../device-api.ts';
import { kindOf, remedyOf } from './needs-attention.ts';

/** What of a case may be told; undefined while locked. */
export type CaseTold = Pick<
  OutboxRowView,
  'number' | 'matterShort' | 'applicantName'
> & {
  /** It has come to its end: nothing of it is wanted any more. */
  isEnded: boolean;
};

/** Of the settled ones the latest so many are shown. */
const SETTLED_SHOWN = 50;

/** `tell` and `reasonOf` give what may be said; while locked, nothing. */
export async function viewOutbox(
  store: Store,
  tell: (caseId: string) => Promise<CaseTold | undefined>,
  reasonOf: (row: OutboxRow) => Promise<string | null>,
): Promise<OutboxView> {
  const found = await read(store, (db) =>
    db.transaction('r', [db.outbox, db.materials, db.chain, db.acts], () =>
      readRows(db),
    ),
  );
  const view = (rows: readonly OutboxRow[]) =>
    Promise.all(
      rows.map(async (row) => ({
        ...(await viewRow(row, found, tell)),
        reason: await reasonOf(row),
      })),
    );
  const bytes = found.pending.reduce((sum, row) => sum + row.bytes, 0);
  return {
    pending: await view(found.pending),
    attention: await view(found.attention),
    held: await view(found.held),
    settled: await viewSettled(found.released, await view(found.settled), tell),
    damaged: await viewDamaged(found.damaged, tell),
    acts: found.acts,
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
    .filter(({ result, replacedBy }) => result !== 'held' && !replacedBy)
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
  const damaged = new Map<string, number>();
  await damagedMaterials(db).each(({ caseId }) => {
    if (caseId !== null) damaged.set(caseId, (damaged.get(caseId) ?? 0) + 1);
  });
  return {
    pending,
    attention,
    held,
    settled,
    released: await readReleased(db, SETTLED_SHOWN - settled.length),
    previous: await readPrevious(db, attention),
    acts: await db.acts.filter((act) => act.operationId === null).count(),
    damaged,
    materialsLeft,
    materials,
    materialBytes,
    oldestMaterial: oldestMaterial as string | null,
  };
}

/** Operations whose envelopes have left the device, the latest first. */
function readReleased(db: DeviceDatabase, most: number): Promise<ChainRow[]> {
  return db.chain
    .orderBy('seq')
    .reverse()
    .filter(({ released }) => released !== undefined)
    .limit(most)
    .toArray();
}

/** Settled and released ones together, the latest first. */
async function viewSettled(
  released: readonly ChainRow[],
  settled: readonly OutboxRowView[],
  tell: (caseId: string) => Promise<CaseTold | undefined>,
): Promise<OutboxRowView[]> {
  const rows = [...settled];
  for (const { id, released: kept } of released) {
    if (kept === undefined) continue;
    const { caseId, madeAt, schema } = kept;
    const told = caseId === null ? undefined : await tell(caseId);
    rows.push({
      operationId: id,
      kind: kindOf({ envelope: { schema } }),
      caseId,
      number: told?.number ?? null,
      matterShort: told?.matterShort ?? null,
      applicantName: told?.applicantName ?? null,
      madeAt,
      state: 'settled',
      result: 'applied',
      code: null,
      paths: [],
      reason: null,
      materialsLeft: 0,
      remedy: null,
      isTakenBack: false,
      exportedAt: null,
    });
  }
  return rows;
}

/** What the rows of the tray were built on, by its id. */
async function readPrevious(
  db: DeviceDatabase,
  rows: readonly OutboxRow[],
): Promise<Map<string, OutboxRow>> {
  const ids = rows.flatMap(({ envelope: { casePrev } }) =>
    casePrev === null ? [] : [casePrev],
  );
  const found = await db.outbox.bulkGet(ids);
  return new Map(
    found.flatMap((row) => (row === undefined ? [] : [[row.id, row]])),
  );
}

async function viewDamaged(
  damaged: ReadonlyMap<string, number>,
  tell: (caseId: string) => Promise<CaseTold | undefined>,
): Promise<DamagedCase[]> {
  const cases: DamagedCase[] = [];
  for (const [caseId, pages] of damaged) {
    const told = await tell(caseId);
    if (told?.isEnded === true) continue;
    cases.push({
      caseId,
      pages,
      number: told?.number ?? null,
      matterShort: told?.matterShort ?? null,
      applicantName: told?.applicantName ?? null,
    });
  }
  return cases;
}

async function viewRow(
  row: OutboxRow,
  {
    materialsLeft,
    previous,
  }: {
    materialsLeft: ReadonlyMap<string, number>;
    previous: ReadonlyMap<string, OutboxRow>;
  },
  tell: (caseId: string) => Promise<CaseTold | undefined>,
): Promise<Omit<OutboxRowView, 'reason'>> {
  const { id, caseId, madeAt, state, result, code, paths } = row;
  const told = caseId === null ? undefined : await tell(caseId);
  return {
    operationId: id,
    kind: kindOf(row),
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
    remedy:
      state === 'attention'
        ? remedyOf(row, previous.get(row.envelope.casePrev ?? ''))
        : null,
    isTakenBack: row.removed !== undefined,
    exportedAt: row.exportedAt ?? null,
  };
}
