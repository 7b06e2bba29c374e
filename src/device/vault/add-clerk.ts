// A further clerk on a device that is enrolled. With a clerk unlocked he gets the
// vault keys that one has. On a locked device (a secret was forgotten) he gets a
// new one, and reads what is older once another clerk or the county's custodians
// have given him the old.
import type { Outcome } from '../../protocol/error-code.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import type { ClerkRow } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import { nowIso, type DeviceContext } from '../device-context.ts';
import { recordAct } from '../journal/record-act.ts';
import { done, failed } from '../outcome.ts';
import type { ChosenSecret } from './enrol.ts';
import { makeEnrolmentRequest } from './enrolment-request.ts';
import { keepEscrow, makeEscrow } from './escrow.ts';
import {
  makeClerk,
  openVaultKeys,
  wipe,
  type RawVaultKey,
} from './make-clerk.ts';
import { sealTo } from './make-keys.ts';
import type { ReadTicket } from './read-ticket.ts';
import { chooseFactor } from './second-factor.ts';
import { isStrongEnough } from './secret-strength.ts';

type Given = ChosenSecret & { ticketJws: string; read: ReadTicket };

/** Adds the ticket's clerk. Who was unlocked stays so; on a locked device he is. */
export async function addClerk(
  context: DeviceContext,
  given: Given,
): Promise<Outcome<null>> {
  const { policy } = given.read.ticket;
  const factor = await chooseFactor(policy, given.factor);
  if (!factor.ok) return factor;
  if (!isStrongEnough(policy, given.secret)) return failed('secretTooWeak');
  for (;;) {
    const added = await tryOnce(context, given, factor.value);
    if (added === 'moved') continue;
    if (added.ok && policy === 'pin+card')
      context.vault.keepCard(given.read.ticket.clerk.id, factor.value.bytes);
    return added;
  }
}

type Factor = Extract<
  Awaited<ReturnType<typeof chooseFactor>>,
  { ok: true }
>['value'];

async function tryOnce(
  context: DeviceContext,
  { secret, ticketJws, read: { ticket, keySet, isVouched } }: Given,
  factor: Factor,
): Promise<Outcome<null> | 'moved'> {
  const { store, ports, vault, bootId } = context;
  const { db } = store;
  const { unlocked } = vault;
  const before = await read(store, async () => ({
    device: await findMeta(db, 'device'),
    clerks: await db.clerks.toArray(),
    delivery: await db.keys.get('delivery'),
  }));
  const { device, clerks, delivery } = before;
  if (device === undefined || delivery?.name !== 'delivery')
    return failed('notEnrolled');
  // A head renews only those whom a head has vouched for.
  const same = clerks.find(({ id }) => id === ticket.clerk.id);
  if (isVouched && same !== undefined && same.isVouched !== true)
    return failed('clerkExists');
  const mine = clerks.find(({ id }) => id === unlocked?.clerk.id);
  if (isVouched && mine === undefined) return failed('locked');

  const keys: [RawVaultKey, ...RawVaultKey[]] =
    mine === undefined || unlocked === undefined
      ? [{ vaultId: ports.newId(), raw: ports.randomBytes(32) }]
      : await openVaultKeys(unlocked.wrap.key, mine, device.vaultId);
  const [current, ...former] = keys;
  const isNewKey = current.vaultId !== device.vaultId;
  const made = await makeClerk(ports, { secret, factor, current, former });
  const escrow = await makeEscrow(keySet, current, { isSent: true });
  const resealed = new Map<string, string>();
  if (isNewKey)
    for (const { id, wrapPublic } of clerks)
      resealed.set(id, await sealTo(wrapPublic, current.raw));
  wipe(keys);
  const request = await makeEnrolmentRequest({
    ticket: { jws: ticketJws, jti: ticket.jti },
    deviceId: device.id,
    delivery,
    clerk: made,
    escrow,
  });
  const at = nowIso(context);

  const isStored = await write(store, ['meta', 'clerks', 'acts'], async () => {
    const now = await findMeta(db, 'device');
    const rows = await db.clerks.toArray();
    if (now?.vaultId !== device.vaultId || !haveSameIds(rows, clerks))
      return false;
    for (const row of rows) {
      const vaultKey = resealed.get(row.id);
      if (vaultKey !== undefined)
        await db.clerks.put(withKey(row, vaultKey, device.vaultId));
    }
    await db.clerks.put({
      id: ticket.clerk.id,
      name: ticket.clerk.name,
      policy: ticket.policy,
      role: ticket.role,
      isVouched,
      ...made.keys,
      ...factor.row,
      wrongSecrets: 0,
      waitUntil: 0,
    });
    if (isNewKey) {
      await putMeta(db, 'device', { ...now, vaultId: current.vaultId });
      await putMeta(db, 'rotation', { at, bootId, isDue: false });
    }
    await keepEscrow(db, escrow);
    const waiting = (await findMeta(db, 'clerkEnrolments'))?.list ?? [];
    await putMeta(db, 'clerkEnrolments', {
      list: [
        ...waiting,
        { clerkId: ticket.clerk.id, request, state: 'waiting', code: null },
      ],
    });
    await db.meta.delete('clerkTicket');
    await recordAct(db, {
      act: 'clerkAdded',
      caseId: null,
      at,
      clerkId: unlocked?.clerk.id ?? ticket.clerk.id,
    });
    return true;
  });
  if (!isStored) return 'moved';
  if (unlocked === undefined || unlocked.clerk.id === ticket.clerk.id) {
    const { author, wrap } = made;
    vault.open({ clerk: ticket.clerk, vault: made.vault, author, wrap });
  }
  return done(null);
}

function withKey(row: ClerkRow, vaultKey: string, formerId: string): ClerkRow {
  return {
    ...row,
    vaultKey,
    formerKeys: [
      ...(row.formerKeys ?? []),
      { vaultId: formerId, jwe: row.vaultKey },
    ],
  };
}

function haveSameIds(
  one: readonly ClerkRow[],
  other: readonly ClerkRow[],
): boolean {
  return (
    one.length === other.length &&
    one.every(
      ({ id, wrapPublic }, i) =>
        id === other[i]?.id && wrapPublic.x === other[i]?.wrapPublic.x,
    )
  );
}
