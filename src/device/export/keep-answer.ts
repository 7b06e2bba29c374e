// What the county's answer on a stick changes on the device: the same moves as an
// answer on the network, by compare-and-set, so that either may come first, and
// twice.
import { calculateJwkThumbprint } from 'jose';
import type { StickReply } from '../../protocol/stick-file.ts';
import { findMeta, getCounty, putMeta } from '../database/meta.ts';
import type { DeviceDatabase } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import { nowIso, type DeviceContext } from '../device-context.ts';
import { settle } from '../outbox/settle.ts';
import { askForAllSent } from '../materials/ask-for-sent.ts';
import { beginEpoch, EPOCH_STORES } from '../sync/begin-epoch.ts';
import { askForAll, compareChain } from '../sync/compare-chain.ts';
import { decideResult } from '../sync/decide-result.ts';
import { keepContact } from '../sync/keep-session.ts';
import { ACCESS_STORES, keepAccess } from '../vault/keep-access.ts';

type Parts = Pick<DeviceContext, 'store' | 'ports'>;
type Of<Kind extends StickReply['kind']> = Extract<StickReply, { kind: Kind }>;

/**
 * Whether an answer is of the county's present life, as far as is known here. One
 * of another epoch counts only through its `contact` record, which says what the
 * county has (still).
 */
async function isOfThisEpoch(
  db: DeviceDatabase,
  { epoch }: StickReply,
): Promise<boolean> {
  const known = (await getCounty(db)).epoch;
  return known === null || known === epoch;
}

/**
 * Any record is the county's word of its time. What it settles must not count as
 * settled by an earlier word, or its proof of safety would begin before the county
 * had it.
 */
async function noteHeard(
  db: DeviceDatabase,
  { serverTime }: StickReply,
): Promise<void> {
  const { lastHeardAt } = await getCounty(db);
  if (lastHeardAt === null || lastHeardAt < serverTime)
    await keepContact(db, { serverTime });
}

/** False: older than what was heard since, from a life that a restore ended. */
export async function keepStickContact(
  { store, ports }: Parts,
  reply: Of<'contact'>,
): Promise<boolean> {
  const { db } = store;
  const bound = await boundClerks(store.db, reply.authors);
  // Newer code's events and cases are none of ours.
  const stores = db.isTooNew
    ? ([...ACCESS_STORES, 'outbox', 'cursors', 'materials'] as const)
    : ([...ACCESS_STORES, 'outbox', 'materials', ...EPOCH_STORES] as const);
  return write(store, stores, async () => {
    const before = await getCounty(db);
    const isNewer =
      before.lastHeardAt === null || before.lastHeardAt <= reply.serverTime;
    const isRestored = before.epoch !== null && before.epoch !== reply.epoch;
    if (isRestored && !isNewer) return false;
    await keepBound(db, bound);
    if (!isNewer) return true;
    const { serverTime, ack, safeThrough } = reply;
    await keepContact(db, { serverTime, ack, safeThrough });
    await putMeta(db, 'county', {
      ...(await getCounty(db)),
      epoch: reply.epoch,
      sealKid: reply.sealKid,
      isRevoked: reply.device !== 'active',
    });
    await keepStickAccess(db, reply, ports.clock.wallMs());
    if (isRestored) {
      await beginEpoch(db, { before: before.epoch ?? '', proven: undefined });
      await askForAllSent(db);
      const { have, epoch } = reply;
      const made = (await findMeta(db, 'chain'))?.seq ?? 0;
      if ((await findMeta(db, 'access'))?.isForked === true)
        await askForAll(db, { made, epoch });
      else await compareChain(db, { have, made, epoch, isRestored });
    }
    return true;
  });
}

/**
 * How long the stick was on its way says nothing of this device's clock, and must
 * not lengthen the lease: what was known of the clock before stays.
 */
async function keepStickAccess(
  db: DeviceDatabase,
  reply: Of<'contact'>,
  wallMs: number,
): Promise<void> {
  const before = await findMeta(db, 'lease');
  const serverMs = Date.parse(reply.serverTime);
  const aheadMs = Math.min(
    before?.aheadMs ?? 0,
    Math.max(0, wallMs - serverMs),
  );
  await keepAccess(db, reply, serverMs + aheadMs);
  const lease = await findMeta(db, 'lease');
  if (lease !== undefined && before !== undefined)
    await putMeta(db, 'lease', {
      ...lease,
      latestMs: Math.max(lease.latestMs, before.latestMs),
    });
}

/** Proofs of the requests whose author key the county has bound. */
async function boundClerks(
  db: DeviceDatabase,
  authors: readonly string[],
): Promise<Set<string>> {
  const { device, clerks } = await read({ db }, async () => ({
    device: await findMeta(db, 'enrolment'),
    clerks: await findMeta(db, 'clerkEnrolments'),
  }));
  const bound = new Set<string>();
  for (const each of [device, ...(clerks?.list ?? [])]) {
    if (each === undefined) continue;
    const { authorKey, proof } = each.request;
    if (authors.includes(await calculateJwkThumbprint(authorKey)))
      bound.add(proof);
  }
  return bound;
}

async function keepBound(
  db: DeviceDatabase,
  bound: ReadonlySet<string>,
): Promise<void> {
  const device = await findMeta(db, 'enrolment');
  if (device !== undefined && bound.has(device.request.proof))
    await putMeta(db, 'enrolment', { ...device, state: 'bound', code: null });
  const clerks = await findMeta(db, 'clerkEnrolments');
  if (clerks === undefined) return;
  await putMeta(db, 'clerkEnrolments', {
    list: clerks.list.map((each) =>
      bound.has(each.request.proof)
        ? { ...each, state: 'bound', code: null }
        : each,
    ),
  });
}

export type Settled = { applied: number; held: number; refused: number };

/** Settles what waits still; `later` says nothing that the next file does not. */
export async function settleByStick(
  context: Parts,
  reply: Of<'results'>,
): Promise<Settled> {
  const { store } = context;
  const { db } = store;
  const at = nowIso(context);
  const settled: Settled = { applied: 0, held: 0, refused: 0 };
  await write(store, ['outbox', 'materials', 'meta'], async () => {
    Object.assign(settled, { applied: 0, held: 0, refused: 0 });
    if (!(await isOfThisEpoch(db, reply))) return;
    await noteHeard(db, reply);
    for (const result of reply.results) {
      const by = decideResult(result);
      if (by.to === 'pending') continue;
      const before = await db.outbox.get(result.id);
      if (before?.state !== 'pending') continue;
      await settle(db, { id: result.id, by, at });
      settled[by.result] += 1;
    }
  });
  return settled;
}

/** Materials that the county has whole need not be sent any more. */
export async function markSentByStick(
  context: Parts,
  reply: Of<'materials'>,
): Promise<number> {
  const { store } = context;
  const { db } = store;
  const since = nowIso(context);
  return write(store, ['materials', 'meta'], async () => {
    if (!(await isOfThisEpoch(db, reply))) return 0;
    await noteHeard(db, reply);
    return db.materials
      .where('sha256')
      .anyOf(reply.complete)
      .and(({ state }) => state === 'pending')
      .modify((material) => {
        material.state = 'sent';
        material.since = since;
        // Of an earlier sending, before the county lost it.
        delete material.proof;
      });
  });
}
