// The outbox as the screen shows it. Counts work while locked; names and matters
// come from the cases' sealed rows and only while unlocked.
import { findMeta } from '../database/meta.ts';
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
import { readNotExported } from './not-exported.ts';
import { sumWaiting } from './sum-waiting.ts';

/** What of a case may be told; undefined while locked. */
export type CaseTold = Pick<
  OutboxRowView,
  'number' | 'matterShort' | 'applicantName'
> & {
  /** It has come to its end: nothing of it is wanted any more. */
  isEnded: boolean;
};

/**
 * Of the pending ones the oldest so many are shown, and are sent first. After a
 * batch all of them are others: an old phone draws no more within 50 ms.
 */
const PENDING_SHOWN = 20;
/** Of the settled ones the latest so many. */
const SETTLED_SHOWN = 50;

/** `tell` and `reasonOf` give what may be said; while locked, nothing. */
export async function viewOutbox(
  store: Store,
  tell: (caseId: string) => Promise<CaseTold | undefined>,
  reasonOf: (row: OutboxRow) => Promise<string | null>,
): Promise<OutboxView> {
  const found = await read(store, (db) =>
    db.transaction(
      'r',
      [db.outbox, db.materials, db.chain, db.acts, db.meta],
      () => readRows(db),
    ),
  );
  const notExported = await read(store, readNotExported);
  const view = (rows: readonly OutboxRow[]) =>
    Promise.all(
      rows.map(async (row) => ({
        ...(await viewRow(row, found, tell)),
        reason: await reasonOf(row),
      })),
    );
  return {
    pending: await view(found.pending),
    attention: await view(found.attention),
    held: await view(found.held),
    settled: await viewSettled(found.released, await view(found.settled), tell),
    damaged: await viewDamaged(found.damaged, tell),
    acts: found.acts,
    lastSeq: found.lastSeq,
    unsent: {
      ...found.waiting,
      oldestMadeAt: found.pending[0]?.madeAt ?? found.oldestMaterial,
      notExported,
    },
  };
}

async function readRows(db: DeviceDatabase) {
  const pending = await pendingOperations(db).limit(PENDING_SHOWN).toArray();
  const attention = await operationsIn(db, 'attention').toArray();
  const held = await db.outbox
    .where('[state+result]')
    .equals(['settled', 'held'])
    .toArray();
  const settled = await readSettled(db);
  const damaged = new Map<string, number>();
  for (const { caseId } of await damagedMaterials(db).toArray())
    if (caseId !== null) damaged.set(caseId, (damaged.get(caseId) ?? 0) + 1);
  const oldestMaterial = await pendingMaterials(db).first();
  return {
    pending,
    attention,
    held,
    settled,
    released: await readReleased(db, SETTLED_SHOWN - settled.length),
    previous: await readPrevious(db, attention),
    acts: await db.acts.filter((act) => act.operationId === null).count(),
    // Read with what is unsent: whoever keeps the two keeps what was true at once.
    lastSeq: (await findMeta(db, 'chain'))?.seq ?? 0,
    damaged,
    materialsLeft: await countLeft(db, [...pending, ...held, ...settled]),
    waiting: await sumWaiting(db),
    oldestMaterial: oldestMaterial?.since ?? null,
  };
}

/** The latest; by their keys, since a cursor over rows is slow. */
async function readSettled(db: DeviceDatabase): Promise<OutboxRow[]> {
  const ids = await operationsIn(db, 'settled').primaryKeys();
  const shown: OutboxRow[] = [];
  for (let end = ids.length; end > 0; end -= SETTLED_SHOWN) {
    const some = ids.slice(Math.max(0, end - SETTLED_SHOWN), end).reverse();
    for (const row of await db.outbox.bulkGet(some))
      if (row && row.result !== 'held' && !row.replacedBy) shown.push(row);
    if (shown.length >= SETTLED_SHOWN) break;
  }
  return shown.slice(0, SETTLED_SHOWN);
}

/** Operations whose envelopes have left the device, the latest first. */
async function readReleased(
  db: DeviceDatabase,
  most: number,
): Promise<ChainRow[]> {
  if (most <= 0) return [];
  const places = await db.chain
    .where('released.madeAt')
    .above('')
    .primaryKeys();
  const rows = await db.chain.bulkGet(places.slice(-most).reverse());
  return rows.flatMap((row) =>
    row === undefined || row.released?.isRefused === true ? [] : [row],
  );
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

/** Materials that the county does not have, of the cases that are shown. */
async function countLeft(
  db: DeviceDatabase,
  rows: readonly OutboxRow[],
): Promise<Map<string, number>> {
  const caseIds = new Set(rows.flatMap(({ caseId }) => caseId ?? []));
  const left = new Map<string, number>();
  const materials = await db.materials
    .where('caseId')
    .anyOf([...caseIds])
    .toArray();
  for (const { caseId, state } of materials)
    if (caseId !== null && state === 'pending')
      left.set(caseId, (left.get(caseId) ?? 0) + 1);
  return left;
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
