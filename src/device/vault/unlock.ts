import { calculateJwkThumbprint } from 'jose';
import type { Outcome } from '../../protocol/error-code.ts';
import { findMeta } from '../database/meta.ts';
import type { ClerkRow } from '../database/tables.ts';
import { read, write, type Store } from '../database/write.ts';
import { done, failed } from '../outcome.ts';
import type { DevicePorts } from '../ports.ts';
import { authorKeyPlace } from './enrol.ts';
import { keyEncryptionKey } from './key-encryption-key.ts';
import { importSigningKey, importWrapKey, openSealed } from './make-keys.ts';
import { decrypt, importAesKey, openBytes } from './row-cipher.ts';
import type { Unlocked } from './vault-session.ts';

/**
 * Slows a hand at the screen and is no protection of a copied profile: after
 * this many wrong secrets each further series waits a minute. Nothing is wiped.
 */
const WRONG_SECRETS = 5;
const WAIT_MS = 60_000;

/** Opens the vault with the clerk's secret. */
export async function unlock(
  store: Store,
  ports: Pick<DevicePorts, 'clock' | 'stretch'>,
  { clerkId, secret }: { clerkId: string; secret: string },
): Promise<Outcome<Unlocked>> {
  const found = await read(store, async (db) => ({
    clerk: await db.clerks.get(clerkId),
    device: await findMeta(db, 'device'),
  }));
  const { clerk, device } = found;
  if (clerk === undefined || device === undefined) return failed('notEnrolled');
  const waitMs = remainingWait(clerk, ports.clock.wallMs());
  if (waitMs > 0)
    return failed('waitBeforeRetry', { waitS: Math.ceil(waitMs / 1000) });

  const unlocked = await open(ports, {
    clerk,
    secret,
    vaultId: device.vaultId,
  });
  if (unlocked !== undefined) {
    if (clerk.wrongSecrets > 0) await setCounter(store, clerkId, 0, 0);
    return done(unlocked);
  }
  const wrong = clerk.wrongSecrets + 1;
  const left = (WRONG_SECRETS - (wrong % WRONG_SECRETS)) % WRONG_SECRETS;
  const waitUntil = left === 0 ? ports.clock.wallMs() + WAIT_MS : 0;
  await setCounter(store, clerkId, wrong, waitUntil);
  return left === 0
    ? failed('waitBeforeRetry', { waitS: WAIT_MS / 1000 })
    : failed('wrongSecret', { left });
}

/** A clock that was set back must not lock a clerk out: never over a minute. */
function remainingWait(clerk: ClerkRow, nowMs: number): number {
  return Math.min(clerk.waitUntil - nowMs, WAIT_MS);
}

/** undefined when the secret is wrong. */
async function open(
  ports: Pick<DevicePorts, 'stretch'>,
  given: { clerk: ClerkRow; secret: string; vaultId: string },
): Promise<Unlocked | undefined> {
  const { clerk, secret } = given;
  const kek = await keyEncryptionKey(ports, { secret, salt: clerk.salt });
  const wrapPkcs8 = await decrypt(kek, clerk.wrapPrivate);
  if (wrapPkcs8 === undefined) return undefined;
  const rawVault = await openSealed(
    await importWrapKey(wrapPkcs8),
    clerk.vaultKey,
  );
  const vault = { id: given.vaultId, key: await importAesKey(rawVault) };
  rawVault.fill(0);
  const authorPkcs8 = await openBytes(
    vault,
    authorKeyPlace(clerk.authorPublic),
    clerk.authorPrivate,
  );
  if (authorPkcs8 === undefined) throw new Error('the author key is damaged');
  return {
    clerk: { id: clerk.id, name: clerk.name },
    vault,
    author: {
      key: await importSigningKey(authorPkcs8),
      kid: await calculateJwkThumbprint(clerk.authorPublic),
      publicKey: clerk.authorPublic,
    },
  };
}

async function setCounter(
  store: Store,
  clerkId: string,
  wrongSecrets: number,
  waitUntil: number,
): Promise<void> {
  await write(store, ['clerks'], () =>
    store.db.clerks.update(clerkId, { wrongSecrets, waitUntil }),
  );
}
