// A device that enrols again (vault/enrol-again.ts) begins a new chain. What it made
// under its former number is signed for that chain and goes on being delivered in
// its name: the rows stay where they are, their places below 1, where no operation
// of the new chain ever stands.
import { findMeta, putMeta } from '../database/meta.ts';
import type { FormerDevice, LeftWord } from '../database/meta-rows.ts';
import type { DeviceDatabase } from '../database/tables.ts';

/** Stores that putAside needs in the caller's transaction. */
export const FORMER_STORES = ['meta', 'keys', 'outbox', 'chain'] as const;

/**
 * Puts the present chain aside, with the key that delivers it, inside the caller's
 * transaction. Its rows keep their state: what waits goes on waiting. `word`: that it
 * was given up.
 */
export async function putAside(
  db: DeviceDatabase,
  word: LeftWord | undefined,
): Promise<void> {
  const device = await findMeta(db, 'device');
  const enrolment = await findMeta(db, 'enrolment');
  const county = await findMeta(db, 'county');
  const chain = await findMeta(db, 'chain');
  const delivery = await db.keys.get('delivery');
  const top = await db.outbox.orderBy('seq').last();
  if (
    device === undefined ||
    enrolment === undefined ||
    delivery?.name !== 'delivery'
  )
    throw new Error('the device is not enrolled');
  const made = Math.max(chain?.seq ?? 0, top?.seq ?? 0);
  const down = made + 1;
  // Lowest first: no place is taken when a row comes to it.
  await db.outbox.orderBy('seq').modify((row) => {
    row.seq -= down;
  });
  const entries = await db.chain.toArray();
  await db.chain.clear();
  await db.chain.bulkAdd(
    entries.map((entry) => ({ ...entry, seq: entry.seq - down })),
  );
  const { privateKey, publicKey } = delivery;
  await db.keys.put({ name: `former/${device.id}`, privateKey, publicKey });
  const clerks = (await findMeta(db, 'clerkEnrolments'))?.list ?? [];
  const former = (await findMeta(db, 'formerDevices'))?.list ?? [];
  const { request, state, code } = enrolment;
  const put: FormerDevice = {
    id: device.id,
    down,
    seq: made,
    head: chain?.head ?? null,
    enrolments: [
      { request, state, code },
      ...clerks.map((each) => ({
        request: each.request,
        state: each.state,
        code: each.code,
      })),
    ],
    epoch: county?.epoch ?? null,
    nonce: county?.nonce ?? null,
    ack: county?.ack ?? null,
    left: [
      ...((await findMeta(db, 'left'))?.list ?? []),
      ...(word === undefined ? [] : [word]),
    ],
  };
  await putMeta(db, 'formerDevices', {
    list: [...former.map((each) => ({ ...each, down: each.down + down })), put],
  });
}

/** Where its operations stand here, first to last. */
export function placesHere({
  down,
  seq,
}: Pick<FormerDevice, 'down' | 'seq'>): readonly [number, number] {
  return [1 - down, seq - down];
}

/** Inside the caller's transaction over `meta`; nothing when it has gone. */
export async function changeFormer(
  db: DeviceDatabase,
  id: string,
  change: Partial<Omit<FormerDevice, 'id'>>,
): Promise<void> {
  const list = (await findMeta(db, 'formerDevices'))?.list ?? [];
  await putMeta(db, 'formerDevices', {
    list: list.map((each) => (each.id === id ? { ...each, ...change } : each)),
  });
}
