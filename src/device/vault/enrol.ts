import { calculateJwkThumbprint, CompactSign } from 'jose';
import type { EnrolmentRequest } from '../../protocol/enrolment.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { ENROLMENT_TYP, type PublicJwk } from '../../protocol/keys.ts';
import { SIGN_ALG } from '../../protocol/sealed-operation.ts';
import { toUtf8, type Bytes } from '../bytes.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import type { ClerkRow } from '../database/tables.ts';
import { write, type Store } from '../database/write.ts';
import { done, failed } from '../outcome.ts';
import type { DevicePorts } from '../ports.ts';
import { keyEncryptionKey } from './key-encryption-key.ts';
import {
  exportPkcs8,
  importSigningKey,
  makeSigningKey,
  makeWrapKey,
  publicJwk,
  sealTo,
} from './make-keys.ts';
import type { ReadTicket } from './read-ticket.ts';
import { encrypt, importAesKey, sealBytes } from './row-cipher.ts';
import { isStrongEnough } from './secret-strength.ts';
import type { Unlocked } from './vault-session.ts';

const SALT_BYTES = 16;

/**
 * Makes the device's and the clerk's keys and stores them in one transaction.
 * Needs no network: the county binds the device at first contact. The policies
 * with a second factor are not built yet (`notAllowedNow`).
 */
export async function enrol(
  store: Store,
  ports: Pick<DevicePorts, 'newId' | 'randomBytes' | 'stretch'>,
  {
    secret,
    ticketJws,
    read: { ticket, keySet },
  }: { secret: string; ticketJws: string; read: ReadTicket },
): Promise<Outcome<Unlocked>> {
  const { policy, clerk, jti, rootThumbprint } = ticket;
  if (policy !== 'pin' && policy !== 'passphrase')
    return failed('notAllowedNow');
  if (!isStrongEnough(policy, secret)) return failed('secretTooWeak');

  const deviceId = ports.newId();
  const vaultId = ports.newId();
  const rawVault = ports.randomBytes(32);
  const made = await makeClerk(ports, { secret, rawVault, vaultId });
  const delivery = await makeSigningKey(false);
  const deliveryPublic = await publicJwk(delivery.publicKey);
  const request: EnrolmentRequest = {
    ticket: ticketJws,
    deviceId,
    deliveryKey: deliveryPublic,
    authorKey: made.keys.authorPublic,
    wrapKey: made.keys.wrapPublic,
    proof: await prove(delivery.privateKey, { jti, deviceId }),
    escrow: await sealTo(keySet.recovery.jwk, rawVault),
  };
  rawVault.fill(0);

  const { db } = store;
  const isFirst = await write(store, ['meta', 'keys', 'clerks'], async () => {
    // Two windows must not make two devices of one ticket.
    if ((await findMeta(db, 'device')) !== undefined) return false;
    await putMeta(db, 'device', { id: deviceId, vaultId, rootThumbprint });
    await putMeta(db, 'ticket', { jws: ticketJws });
    await putMeta(db, 'enrolment', { request, state: 'waiting', code: null });
    await putMeta(db, 'chain', { seq: 0, head: null });
    await db.keys.put({
      name: 'delivery',
      privateKey: delivery.privateKey,
      publicKey: deliveryPublic,
    });
    await db.clerks.put({
      id: clerk.id,
      name: clerk.name,
      policy,
      ...made.keys,
      wrongSecrets: 0,
      waitUntil: 0,
    });
    return true;
  });
  if (!isFirst) return failed('ticketUsed');
  return done({ clerk, vault: made.vault, author: made.author });
}

type MadeClerk = Pick<Unlocked, 'vault' | 'author'> & {
  keys: Pick<
    ClerkRow,
    | 'salt'
    | 'wrapPublic'
    | 'wrapPrivate'
    | 'vaultKey'
    | 'authorPublic'
    | 'authorPrivate'
  >;
};

async function makeClerk(
  ports: Pick<DevicePorts, 'randomBytes' | 'stretch'>,
  given: { secret: string; rawVault: Bytes; vaultId: string },
): Promise<MadeClerk> {
  const salt = ports.randomBytes(SALT_BYTES);
  const kek = await keyEncryptionKey(ports, { secret: given.secret, salt });
  const vault = {
    id: given.vaultId,
    key: await importAesKey(given.rawVault),
  };
  const wrap = await makeWrapKey();
  const wrapPublic = await publicJwk(wrap.publicKey);
  const author = await makeSigningKey(true);
  const authorPublic = await publicJwk(author.publicKey);
  const authorPkcs8 = await exportPkcs8(author.privateKey);
  const authorPlace = authorKeyPlace(authorPublic);
  return {
    vault,
    author: {
      key: await importSigningKey(authorPkcs8),
      kid: await calculateJwkThumbprint(authorPublic),
      publicKey: authorPublic,
    },
    keys: {
      salt,
      wrapPublic,
      wrapPrivate: await encrypt(kek, await exportPkcs8(wrap.privateKey)),
      vaultKey: await sealTo(wrapPublic, given.rawVault),
      authorPublic,
      authorPrivate: await sealBytes(vault, authorPlace, authorPkcs8),
    },
  };
}

/** Where a clerk's author key lies, for the row cipher. */
export function authorKeyPlace(authorPublic: PublicJwk): string {
  return `clerks/${authorPublic.x}`;
}

async function prove(
  key: CryptoKey,
  claims: { jti: string; deviceId: string },
): Promise<string> {
  return new CompactSign(toUtf8(JSON.stringify(claims)))
    .setProtectedHeader({ alg: SIGN_ALG, typ: ENROLMENT_TYP })
    .sign(key);
}
