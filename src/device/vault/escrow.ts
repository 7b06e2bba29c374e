// A copy of each vault key for the county: sealed to its recovery key, which two
// of three custodians open together and nobody else.
import { calculateJwkThumbprint } from 'jose';
import type { KeySet } from '../../protocol/keys.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import type { EscrowEntry } from '../database/meta-rows.ts';
import type { DeviceDatabase } from '../database/tables.ts';
import { sealTo } from './make-keys.ts';
import type { RawVaultKey } from './make-clerk.ts';

/** `isSent`: an enrolment request carries it already. */
export async function makeEscrow(
  { recovery }: KeySet,
  { vaultId, raw }: RawVaultKey,
  { isSent }: { isSent: boolean },
): Promise<EscrowEntry> {
  return {
    vaultId,
    kid: await calculateJwkThumbprint(recovery.jwk),
    jwe: await sealTo(recovery.jwk, raw),
    isSent,
  };
}

/** Inside a transaction over `meta`. One entry for a vault key and recovery key. */
export async function keepEscrow(
  db: DeviceDatabase,
  entry: EscrowEntry,
): Promise<void> {
  const before = await findMeta(db, 'escrows');
  const others = (before?.list ?? []).filter(
    ({ vaultId, kid }) => vaultId !== entry.vaultId || kid !== entry.kid,
  );
  await putMeta(db, 'escrows', {
    list: [...others, entry],
    received: before?.received ?? [],
  });
}

/** True when the county has, or will get, a copy of this vault key. */
export async function hasEscrow(
  db: DeviceDatabase,
  wanted: { vaultId: string; kid: string },
): Promise<boolean> {
  const escrows = await findMeta(db, 'escrows');
  return (escrows?.list ?? []).some(
    ({ vaultId, kid }) => vaultId === wanted.vaultId && kid === wanted.kid,
  );
}
