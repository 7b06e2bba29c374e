import type { Outcome } from '../../protocol/error-code.ts';
import type { Bytes } from '../bytes.ts';
import { findMetas } from '../database/meta.ts';
import type { ClerkRow } from '../database/tables.ts';
import { read, write, type Store } from '../database/write.ts';
import type { SecondFactor } from '../device-api.ts';
import { done, failed } from '../outcome.ts';
import type { DevicePorts } from '../ports.ts';
import { keyEncryptionKey } from './key-encryption-key.ts';
import { decrypt } from './row-cipher.ts';
import { factorOf } from './second-factor.ts';
import type { VaultSession } from './vault-session.ts';

/**
 * Slows a hand at the screen and is no protection of a copied profile: after
 * this many wrong secrets each further series waits a minute. Nothing is wiped.
 */
const WRONG_SECRETS = 5;
const WAIT_MS = 60_000;

export type Proved = {
  clerk: ClerkRow;
  vaultId: string;
  /** Wipe it after use. */
  wrapPkcs8: Bytes;
  /** Empty without a second factor. */
  factor: Bytes;
};

/**
 * Opens a clerk's wrap key with his secret and second factor, counting what is
 * wrong. The right card is remembered until the worker ends.
 */
export async function proveSecret(
  {
    store,
    ports,
    vault,
  }: {
    store: Store;
    ports: Pick<DevicePorts, 'clock' | 'stretch'>;
    vault: VaultSession;
  },
  given: {
    clerkId: string;
    secret: string;
    factor?: SecondFactor | undefined;
  },
): Promise<Outcome<Proved>> {
  const { clerkId, secret } = given;
  // In one transaction: a rotation between the two would name his key wrongly.
  const { clerk, meta } = await read(store, (db) =>
    db.transaction('r', [db.clerks, db.meta], async () => ({
      clerk: await db.clerks.get(clerkId),
      meta: await findMetas(db, ['device', 'access']),
    })),
  );
  const { device, access } = meta;
  if (access !== undefined && access.device !== 'active')
    return failed('deviceRevoked');
  if (clerk === undefined || device === undefined) return failed('notEnrolled');
  const waitMs = remainingWait(clerk, ports.clock.wallMs());
  if (waitMs > 0)
    return failed('waitBeforeRetry', { waitS: Math.ceil(waitMs / 1000) });

  const factor = await factorOf(clerk, given.factor, vault.card(clerkId));
  if (!factor.ok) return factor;
  if (clerk.policy === 'pin+card') vault.keepCard(clerkId, factor.value);
  const kek = await keyEncryptionKey(
    ports,
    { secret, salt: clerk.salt },
    factor.value,
  );
  const wrapPkcs8 = await decrypt(kek, clerk.wrapPrivate);
  if (wrapPkcs8 !== undefined) {
    if (clerk.wrongSecrets > 0) await setCounter(store, clerkId, 0, 0);
    return done({
      clerk,
      vaultId: device.vaultId,
      wrapPkcs8,
      factor: factor.value,
    });
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
