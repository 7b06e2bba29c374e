// Rows of the outbox move by compare-and-set on their state, so that page worker,
// a second window and the courier may all hear of the same operation.
import type { ErrorCode } from '../../protocol/error-code.ts';
import type { DeviceDatabase, OutboxRow } from '../database/tables.ts';
import { giveTurns } from './material-turn.ts';
import type { Settlement } from '../sync/decide-result.ts';

/**
 * Settles one pending row inside the caller's transaction over `outbox` and
 * `materials`; a row
 * that is not pending any more is left alone.
 */
export async function settle(
  db: DeviceDatabase,
  given: {
    id: string;
    by: Settlement;
    at: string;
    /** The county has not read it: it is told of it by a copy. */
    isCopyOwed?: boolean;
  },
): Promise<void> {
  const { id, by, at, isCopyOwed = false } = given;
  const found = await db.outbox.get(id);
  if (found === undefined || found.state !== 'pending') return;
  // Of an earlier settling, before a county that was restored lost it.
  const { proof: _proof, ...row } = found;
  if (by.to === 'pending') {
    await db.outbox.put({
      ...row,
      code: by.code,
      laterCount: row.laterCount + 1,
    });
    return;
  }
  await db.outbox.put({
    ...row,
    state: by.to,
    result: by.result,
    code: by.code,
    paths: by.paths,
    settledAt: at,
    ...(by.result === 'held' ? { wasHeld: true } : {}),
    ...(isCopyOwed ? { isCopyOwed } : {}),
  });
  if (by.to === 'attention') await takeFollowers(db, row, by.code, at);
  else if (row.caseId !== null) await giveTurns(db, row.caseId);
}

/**
 * The county, told of what lies in the tray, has had it all the same and its answer
 * was lost: as if it had answered now, and what went to the tray with it waits
 * again. Inside the caller's transaction over `outbox` and `materials`.
 */
export async function settleTold(
  db: DeviceDatabase,
  given: { id: string; by: Settlement; at: string },
): Promise<void> {
  const { id, by, at } = given;
  const row = await db.outbox.get(id);
  if (row?.isCopyOwed !== true || by.to === 'pending') return;
  const { result, code } = by;
  const told = { ...row, code, isCopyOwed: false };
  // Another stands in its place, or a person took it back; and refused it stays.
  if (row.state !== 'attention' || by.to === 'attention') {
    await db.outbox.put({ ...told, result, paths: by.paths });
    if (by.to === 'settled') await bringBackMaterials(db, told, at);
    return;
  }
  await db.outbox.put(asWaiting(told));
  await releaseFollowers(db, row);
  await settle(db, { id, by, at });
}

/** Those that went to the tray with `cleared`, and with nothing else that is in it. */
async function releaseFollowers(
  db: DeviceDatabase,
  cleared: OutboxRow,
): Promise<void> {
  const inTray = await db.outbox
    .where({ caseId: cleared.caseId ?? '' })
    .and(({ state, seq }) => state === 'attention' && seq > cleared.seq)
    .sortBy('seq');
  const staying = new Set<string>();
  for (const row of inTray) {
    const { casePrev } = row.envelope;
    const isBehind = casePrev !== null && staying.has(casePrev);
    if (row.isCopyOwed !== true || isBehind) staying.add(row.id);
    else await db.outbox.put({ ...asWaiting(row), isCopyOwed: false });
  }
}

/**
 * A person took it back, but it had taken effect: the county waits for what it cites
 * and nobody else has. Inside the caller's transaction.
 */
async function bringBackMaterials(
  db: DeviceDatabase,
  { caseId, removed }: OutboxRow,
  at: string,
): Promise<void> {
  if (caseId === null || removed === undefined) return;
  await db.materials
    .where({ caseId })
    .and(({ state, since }) => state === 'removed' && since === removed.at)
    .modify({ state: 'pending', since: at });
  await giveTurns(db, caseId);
}

function asWaiting(row: OutboxRow): OutboxRow {
  return {
    ...row,
    state: 'pending',
    result: null,
    code: null,
    laterCount: 0,
    paths: [],
    settledAt: null,
  };
}

/** Into the tray with a refused operation goes what builds on it. */
export async function takeFollowers(
  db: DeviceDatabase,
  refused: OutboxRow,
  code: ErrorCode,
  at: string,
): Promise<void> {
  if (refused.caseId === null) return;
  await db.outbox
    .where({ caseId: refused.caseId })
    .and(({ state, seq }) => state === 'pending' && seq > refused.seq)
    .modify({
      state: 'attention',
      result: 'refused',
      code,
      settledAt: at,
      // Perhaps never sent; the county must not miss its place in the chain.
      isCopyOwed: true,
    });
}
