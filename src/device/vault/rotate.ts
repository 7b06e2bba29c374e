// A new vault key, made without the other clerks being there: sealed to each one's
// wrap key and to the county's recovery key. Rows are sealed anew afterwards, in
// the background (reseal-rows.ts).
import { calculateJwkThumbprint } from 'jose';
import type { Outcome } from '../../protocol/error-code.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import type { ClerkRow } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import {
  nowIso,
  type DeviceContext,
  type OpenContext,
} from '../device-context.ts';
import { recordAct } from '../journal/record-act.ts';
import { done, failed } from '../outcome.ts';
import { signLeft } from './author-left.ts';
import { keepEscrow, makeEscrow } from './escrow.ts';
import { wipe } from './make-clerk.ts';
import { sealTo } from './make-keys.ts';
import { importAesKey } from './row-cipher.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

const EVERY_MS = 30 * DAY_MS;

/** A month has passed, or a clerk was taken away by the county. */
export async function isRotationDue({
  store,
  ports,
}: Pick<DeviceContext, 'store' | 'ports'>): Promise<boolean> {
  const rotation = await read(store, (db) => findMeta(db, 'rotation'));
  if (rotation === undefined || rotation.isDue) return true;
  return ports.clock.wallMs() - Date.parse(rotation.at) > EVERY_MS;
}

/** Makes a new vault key; `without` a clerk, his keys leave with it. */
export async function rotate(
  context: OpenContext,
  { without }: { without?: string } = {},
): Promise<Outcome<null>> {
  const { files, unlocked, vault } = context;
  const keySet = (await files.keySet())?.keySet;
  if (keySet === undefined) return failed('catalogueMissing');
  for (;;) {
    const rotated = await tryOnce(context, { without, keySet });
    if (rotated === 'moved') continue;
    if (rotated.ok && without === unlocked.clerk.id) vault.lock();
    return rotated;
  }
}

async function tryOnce(
  context: OpenContext,
  given: {
    without: string | undefined;
    keySet: Parameters<typeof makeEscrow>[0];
  },
): Promise<Outcome<null> | 'moved'> {
  const { store, ports, unlocked, bootId } = context;
  const { without, keySet } = given;
  const { db } = store;
  const before = await read(store, async () => ({
    clerks: await db.clerks.toArray(),
    device: await findMeta(db, 'device'),
    chain: await findMeta(db, 'chain'),
  }));
  const { device } = before;
  if (device === undefined) return failed('notEnrolled');
  const staying = before.clerks.filter(({ id }) => id !== without);
  if (staying.length === before.clerks.length && without !== undefined)
    return failed('notFound');
  if (staying.length === 0) return failed('lastClerk');

  const fresh = { vaultId: ports.newId(), raw: ports.randomBytes(32) };
  const sealed = new Map<string, string>();
  for (const { id, wrapPublic } of staying)
    sealed.set(id, await sealTo(wrapPublic, fresh.raw));
  const escrow = await makeEscrow(keySet, fresh, { isSent: false });
  const key = await importAesKey(fresh.raw);
  wipe([fresh]);
  const at = nowIso(context);
  const leaving = before.clerks.find(({ id }) => id === without);
  const seq = before.chain?.seq ?? 0;
  const word =
    leaving &&
    (await signLeft(unlocked, {
      id: ports.newId(),
      deviceId: device.id,
      kid: await calculateJwkThumbprint(leaving.authorPublic),
      seq,
    }));

  const isStored = await write(store, ['meta', 'clerks', 'acts'], async () => {
    const now = await db.clerks.toArray();
    if (!isUnmoved(before.clerks, now)) return false;
    if ((await findMeta(db, 'device'))?.vaultId !== device.vaultId)
      return false;
    // What was made until now stands, and nothing after it.
    if (word && ((await findMeta(db, 'chain'))?.seq ?? 0) !== seq) return false;
    for (const row of now) {
      const vaultKey = sealed.get(row.id);
      if (vaultKey === undefined) await db.clerks.delete(row.id);
      else
        await db.clerks.put({
          ...row,
          vaultKey,
          formerKeys: [
            ...(row.formerKeys ?? []),
            { vaultId: device.vaultId, jwe: row.vaultKey },
          ],
        });
    }
    await putMeta(db, 'device', { ...device, vaultId: fresh.vaultId });
    await putMeta(db, 'rotation', { at, bootId, isDue: false });
    await keepEscrow(db, escrow);
    if (word) {
      const left = (await findMeta(db, 'left'))?.list ?? [];
      await putMeta(db, 'left', { list: [...left, word] });
    }
    if (without !== undefined)
      await recordAct(db, {
        act: 'clerkRemoved',
        caseId: null,
        at,
        clerkId: unlocked.clerk.id,
      });
    return true;
  });
  if (!isStored) return 'moved';
  // In place: whoever works with these keys at this moment goes on with the new.
  const keyring = unlocked.vault;
  (keyring.former ??= new Map()).set(keyring.id, keyring.key);
  keyring.id = fresh.vaultId;
  keyring.key = key;
  return done(null);
}

/** The same clerks with the same keys. */
function isUnmoved(
  before: readonly ClerkRow[],
  now: readonly ClerkRow[],
): boolean {
  const keys = (rows: readonly ClerkRow[]) =>
    rows.map(({ id, wrapPublic, vaultKey }) => [id, wrapPublic.x, vaultKey]);
  return JSON.stringify(keys(before)) === JSON.stringify(keys(now));
}
