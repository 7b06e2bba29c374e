import type { Outcome } from '../../protocol/error-code.ts';
import type { SecondFactor } from '../device-api.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import { write, type Store } from '../database/write.ts';
import { done, failed } from '../outcome.ts';
import type { DevicePorts } from '../ports.ts';
import { makeEnrolmentRequest } from './enrolment-request.ts';
import { keepEscrow, makeEscrow } from './escrow.ts';
import { makeClerk, wipe } from './make-clerk.ts';
import { makeSigningKey, publicJwk } from './make-keys.ts';
import type { ReadTicket } from './read-ticket.ts';
import { chooseFactor } from './second-factor.ts';
import { isStrongEnough } from './secret-strength.ts';
import type { VaultSession } from './vault-session.ts';

export type ChosenSecret = {
  secret: string;
  factor?: SecondFactor | undefined;
};

/**
 * Makes the device's and the first clerk's keys, stores them in one transaction
 * and unlocks. Needs no network: the county binds the device at first contact.
 */
export async function enrol(
  context: {
    store: Store;
    ports: Pick<DevicePorts, 'newId' | 'randomBytes' | 'stretch' | 'clock'>;
    vault: VaultSession;
    bootId: string;
  },
  {
    secret,
    factor: given,
    ticketJws,
    read: { ticket, keySet },
  }: ChosenSecret & { ticketJws: string; read: ReadTicket },
): Promise<Outcome<null>> {
  const { store, ports, vault, bootId } = context;
  const { policy, clerk, jti, rootThumbprint, role } = ticket;
  const factor = await chooseFactor(policy, given);
  if (!factor.ok) return factor;
  if (!isStrongEnough(policy, secret)) return failed('secretTooWeak');

  const deviceId = ports.newId();
  const current = { vaultId: ports.newId(), raw: ports.randomBytes(32) };
  const made = await makeClerk(ports, {
    secret,
    factor: factor.value,
    current,
    former: [],
  });
  const escrow = await makeEscrow(keySet, current, { isSent: true });
  wipe([current]);
  const pair = await makeSigningKey(false);
  const delivery = {
    privateKey: pair.privateKey,
    publicKey: await publicJwk(pair.publicKey),
  };
  const request = await makeEnrolmentRequest({
    ticket: { jws: ticketJws, jti },
    deviceId,
    delivery,
    clerk: made,
    escrow,
  });

  const { db } = store;
  const madeAt = new Date(ports.clock.wallMs()).toISOString();
  const isFirst = await write(store, ['meta', 'keys', 'clerks'], async () => {
    // Two windows must not make two devices of one ticket.
    if ((await findMeta(db, 'device')) !== undefined) return false;
    await putMeta(db, 'device', {
      id: deviceId,
      vaultId: current.vaultId,
      rootThumbprint,
    });
    await putMeta(db, 'ticket', { jws: ticketJws });
    await putMeta(db, 'enrolment', { request, state: 'waiting', code: null });
    await putMeta(db, 'chain', { seq: 0, head: null });
    await putMeta(db, 'rotation', { at: madeAt, bootId, isDue: false });
    await keepEscrow(db, escrow);
    await db.keys.put({ name: 'delivery', ...delivery });
    await db.clerks.put({
      id: clerk.id,
      name: clerk.name,
      policy,
      role,
      ...made.keys,
      ...factor.value.row,
      wrongSecrets: 0,
      waitUntil: 0,
    });
    return true;
  });
  if (!isFirst) return failed('ticketUsed');
  if (policy === 'pin+card') vault.keepCard(clerk.id, factor.value.bytes);
  const { author, wrap } = made;
  vault.open({ clerk, vault: made.vault, author, wrap });
  return done(null);
}
