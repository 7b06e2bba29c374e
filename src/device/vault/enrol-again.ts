// A device whose access the county took away, or that was copied, becomes a new one
// by a new ticket, in the same store: new keys, a new chain and a new vault key. What
// it made before goes on being delivered in its former name (outbox/former-queue.ts).
import type { Outcome } from '../../protocol/error-code.ts';
import { findMeta, getCounty, putMeta } from '../database/meta.ts';
import type { DeviceDatabase } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import { nowIso, type DeviceContext } from '../device-context.ts';
import { recordAct } from '../journal/record-act.ts';
import { FORMER_STORES, putAside } from '../outbox/former-queue.ts';
import { done, failed } from '../outcome.ts';
import type { ChosenSecret } from './enrol.ts';
import { signLeft } from './author-left.ts';
import { makeEnrolmentRequest } from './enrolment-request.ts';
import { keepEscrow, makeEscrow } from './escrow.ts';
import { makeClerk, openVaultKeys, wipe } from './make-clerk.ts';
import { makeSigningKey, publicJwk } from './make-keys.ts';
import type { ReadTicket } from './read-ticket.ts';
import { mayEnrolAgain } from './may-enrol-again.ts';
import { chooseFactor, type Factor } from './second-factor.ts';
import { isStrongEnough } from './secret-strength.ts';

type Given = ChosenSecret & { ticketJws: string; read: ReadTicket };

/**
 * Enrols again with the ticket's clerk, who is unlocked then. On a copied device
 * some clerk must be unlocked, so that what lies there stays readable; other clerks
 * need tickets of their own. A revoked one has lost its keys: the county's
 * custodians may give them back.
 */
export async function enrolAgain(
  context: DeviceContext,
  given: Given,
): Promise<Outcome<null>> {
  const { policy, clerk } = given.read.ticket;
  const factor = await chooseFactor(policy, given.factor);
  if (!factor.ok) return factor;
  if (!isStrongEnough(policy, given.secret)) return failed('secretTooWeak');
  for (;;) {
    const made = await tryOnce(context, given, factor.value);
    if (made === 'moved') continue;
    if (made.ok && policy === 'pin+card')
      context.vault.keepCard(clerk.id, factor.value.bytes);
    return made;
  }
}

async function tryOnce(
  context: DeviceContext,
  { secret, ticketJws, read: { ticket, keySet } }: Given,
  factor: Factor,
): Promise<Outcome<null> | 'moved'> {
  const { store, ports, vault, bootId } = context;
  const { db } = store;
  const { unlocked } = vault;
  const { device, clerks, access, seq } = await read(store, async () => ({
    device: await findMeta(db, 'device'),
    clerks: await db.clerks.toArray(),
    access: await findMeta(db, 'access'),
    seq: (await findMeta(db, 'chain'))?.seq ?? 0,
  }));
  if (device === undefined) return failed('notEnrolled');
  if (!mayEnrolAgain(access)) return failed('ticketUsed');
  const mine = clerks.find(({ id }) => id === unlocked?.clerk.id);
  if (clerks.length > 0 && (mine === undefined || unlocked === undefined))
    return failed('locked');

  const former =
    mine === undefined || unlocked === undefined
      ? []
      : await openVaultKeys(unlocked.wrap.key, mine, device.vaultId);
  // The copy has the present one.
  const current = { vaultId: ports.newId(), raw: ports.randomBytes(32) };
  const made = await makeClerk(ports, { secret, factor, current, former });
  const escrow = await makeEscrow(keySet, current, { isSent: true });
  wipe([current, ...former]);
  const pair = await makeSigningKey(false);
  const delivery = {
    privateKey: pair.privateKey,
    publicKey: await publicJwk(pair.publicKey),
  };
  const deviceId = ports.newId();
  const request = await makeEnrolmentRequest({
    ticket: { jws: ticketJws, jti: ticket.jti },
    deviceId,
    delivery,
    clerk: made,
    escrow,
  });
  // The copy signs nothing more that counts.
  const word =
    unlocked &&
    (await signLeft(unlocked, {
      id: ports.newId(),
      deviceId: device.id,
      kid: null,
      seq,
    }));
  const at = nowIso(context);
  const { clerk, policy, role, rootThumbprint } = ticket;

  const stores = [...FORMER_STORES, 'clerks', 'acts'] as const;
  const isStored = await write(store, stores, async () => {
    const now = await findMeta(db, 'device');
    if (now?.id !== device.id || now.vaultId !== device.vaultId) return false;
    const rows = await db.clerks.toArray();
    if (rows.length !== clerks.length) return false;
    if (((await findMeta(db, 'chain'))?.seq ?? 0) !== seq) return false;
    await putAside(db, word);
    const { vaultId } = current;
    await putMeta(db, 'device', { id: deviceId, vaultId, rootThumbprint });
    await putMeta(db, 'ticket', { jws: ticketJws });
    await putMeta(db, 'enrolment', { request, state: 'waiting', code: null });
    await putMeta(db, 'chain', { seq: 0, head: null });
    await putMeta(db, 'rotation', { at, bootId, isDue: false });
    await db.keys.put({ name: 'delivery', ...delivery });
    await db.clerks.clear();
    await db.clerks.put({
      id: clerk.id,
      name: clerk.name,
      policy,
      role,
      ...made.keys,
      ...factor.row,
      wrongSecrets: 0,
      waitUntil: 0,
    });
    await forgetStanding(db);
    await offerEscrowsAgain(db);
    await keepEscrow(db, escrow);
    await recordAct(db, {
      act: 'enrolledAgain',
      caseId: null,
      at,
      clerkId: clerk.id,
    });
    return true;
  });
  if (!isStored) return 'moved';
  const { author, wrap } = made;
  if (unlocked === undefined) {
    vault.open({ clerk, vault: made.vault, author, wrap });
    return done(null);
  }
  // In place: whoever works with these keys at this moment goes on with the new.
  Object.assign(unlocked.vault, made.vault);
  Object.assign(unlocked, { clerk, author, wrap });
  vault.open(unlocked);
  return done(null);
}

/** What the county thought of the former device is not said of this one. */
async function forgetStanding(db: DeviceDatabase): Promise<void> {
  for (const name of [
    'access',
    'lease',
    'lost',
    'left',
    'clerkEnrolments',
    'clerkTicket',
    'recovered',
  ] as const)
    await db.meta.delete(name);
  await putMeta(db, 'county', {
    ...(await getCounty(db)),
    ack: null,
    nonce: null,
    isRevoked: false,
  });
}

/** The county keeps vault keys by device: the former ones are asked for of this one. */
async function offerEscrowsAgain(db: DeviceDatabase): Promise<void> {
  const before = await findMeta(db, 'escrows');
  await putMeta(db, 'escrows', {
    list: (before?.list ?? []).map((each) => ({ ...each, isSent: false })),
    received: [],
  });
}
