// A case that another station has now leaves this device, but never while
// something of it waits here: what the clerk made stays readable until the county
// has it. What was sent and is not yet known to be safe stays sealed in the outbox.
import { isBusy } from '../database/busy-cases.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import type { DeviceDatabase } from '../database/tables.ts';
import { read, write, type Store } from '../database/write.ts';
import { recordAct } from '../journal/record-act.ts';

/** Stores that leaveCase needs in the caller's transaction. */
export const LEAVE_STORES = [
  'meta',
  'cases',
  'events',
  'stubs',
  'residents',
  'drafts',
  'outbox',
  'materials',
  'acts',
] as const;

/** Inside the caller's transaction. `at`: ISO 8601, wall clock. */
export async function leaveCase(
  db: DeviceDatabase,
  caseId: string,
  at: string,
): Promise<void> {
  if (await isUnsent(db, caseId)) await mark(db, caseId, true);
  else await removeCopy(db, caseId, at);
}

/** It is this station's again. Inside the caller's transaction over `meta`. */
export async function keepCase(
  db: DeviceDatabase,
  caseId: string,
): Promise<void> {
  await mark(db, caseId, false);
}

/** After a round: of cases that have left, those of which nothing waits any more. */
export async function leaveSettledCases(
  store: Store,
  at: string,
): Promise<void> {
  const { caseIds } = await read(store, readLeaving);
  if (caseIds.length === 0) return;
  await write(store, LEAVE_STORES, async () => {
    for (const caseId of (await readLeaving(store.db)).caseIds)
      await leaveCase(store.db, caseId, at);
  });
}

async function readLeaving(db: DeviceDatabase): Promise<{ caseIds: string[] }> {
  return (await findMeta(db, 'leaving')) ?? { caseIds: [] };
}

async function mark(
  db: DeviceDatabase,
  caseId: string,
  isLeaving: boolean,
): Promise<void> {
  const { caseIds } = await readLeaving(db);
  if (caseIds.includes(caseId) === isLeaving) return;
  const others = caseIds.filter((each) => each !== caseId);
  await putMeta(db, 'leaving', {
    caseIds: isLeaving ? [...others, caseId] : others,
  });
}

/** A draft that was put away counts too: it can be taken up for 7 days. */
async function isUnsent(db: DeviceDatabase, caseId: string): Promise<boolean> {
  if (await isBusy(db, caseId)) return true;
  const drafts = await db.drafts.where({ caseId }).count();
  const materials = await db.materials
    .where({ caseId })
    .filter(({ state }) => state === 'pending')
    .count();
  return drafts + materials > 0;
}

async function removeCopy(
  db: DeviceDatabase,
  caseId: string,
  at: string,
): Promise<void> {
  await db.events
    .where('[caseId+n]')
    .between([caseId, 0], [caseId, Number.MAX_SAFE_INTEGER])
    .delete();
  await db.stubs.delete(caseId);
  await db.residents.delete(caseId);
  await mark(db, caseId, false);
  if ((await db.cases.get(caseId)) === undefined) return;
  await db.cases.delete(caseId);
  await recordAct(db, { act: 'caseTextErased', caseId, at, clerkId: null });
}
