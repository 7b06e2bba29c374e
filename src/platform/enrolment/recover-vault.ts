import {
  calculateJwkThumbprint,
  CompactEncrypt,
  compactDecrypt,
  errors,
  importJWK,
} from 'jose';
import type { PublicJwk } from '../../protocol/keys.ts';
import { SEAL_ALG, SEAL_ENC } from '../../protocol/sealed-operation.ts';
import type { PlatformContext } from '../context.ts';
import { readAuthorKeys } from '../database/queries/author-keys.ts';
import {
  addDeviceAct,
  readEscrows,
  saveRecovery,
} from '../database/queries/vaults.ts';
import { transact } from '../database/transaction.ts';
import type { RecoveryKeys } from '../keys/recovery-key.ts';
import { readKid } from '../keys/verify-jws.ts';

type Recovered =
  /** How many vault keys wait for the clerk now. */
  { ok: true; vaults: number } | { ok: false; code: 'noClerk' | 'noEscrow' };

/**
 * Opens a device's vault escrows with the recovery key and seals each vault key to
 * the clerk's newest wrap key there; the device fetches them with its next
 * session. Written down, whoever did it.
 */
export async function recoverVault(
  { sql, config, clock }: PlatformContext,
  {
    deviceId,
    clerkId,
    keys,
    by,
  }: {
    deviceId: string;
    clerkId: string;
    keys: RecoveryKeys;
    /** Which custodians: `1+2`, or `open` where there are none yet. */
    by: string;
  },
): Promise<Recovered> {
  const place = { county: config.county, deviceId };
  const [clerk] = (await readAuthorKeys(sql, place)).filter(
    (key) =>
      key.clerkId === clerkId &&
      key.removedAt === null &&
      key.suspendedAt === null,
  );
  if (clerk === undefined) return { ok: false, code: 'noClerk' };
  const kid = await calculateJwkThumbprint(clerk.wrapJwk);
  const sealed: { vaultId: string; jwe: string }[] = [];
  const isRecovered = (id: string) =>
    sealed.some(({ vaultId }) => vaultId === id);
  for (const escrow of await readEscrows(sql, place)) {
    const key = keys.find((each) => each.kid === readKid(escrow.sealed));
    if (key === undefined) continue;
    const plaintext = await open(escrow.sealed, key.privateKey);
    // The oldest that opens: no later one has to be trusted.
    if (plaintext === undefined || isRecovered(escrow.vaultId)) continue;
    sealed.push({
      vaultId: escrow.vaultId,
      jwe: await sealTo(clerk.wrapJwk, kid, plaintext),
    });
    plaintext.fill(0);
  }
  if (sealed.length === 0) return { ok: false, code: 'noEscrow' };
  await transact(sql, async ({ tx }) => {
    const at = clock();
    for (const { vaultId, jwe } of sealed)
      await saveRecovery(tx, { ...place, vaultId, kid, sealed: jwe, at });
    await addDeviceAct(tx, {
      ...place,
      act: 'vaultRecovered',
      clerkId,
      detail: { kid, vaults: sealed.length, by },
      at,
    });
  });
  return { ok: true, vaults: sealed.length };
}

/** undefined: it was never sealed to that key, whatever it says of itself. */
async function open(
  jwe: string,
  key: RecoveryKeys[number]['privateKey'],
): Promise<Uint8Array | undefined> {
  try {
    return (await compactDecrypt(jwe, key)).plaintext;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

async function sealTo(
  jwk: PublicJwk,
  kid: string,
  bytes: Uint8Array,
): Promise<string> {
  return await new CompactEncrypt(bytes)
    .setProtectedHeader({ alg: SEAL_ALG, enc: SEAL_ENC, kid })
    .encrypt(await importJWK({ ...jwk }, SEAL_ALG));
}
