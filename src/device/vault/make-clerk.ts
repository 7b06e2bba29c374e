// The keys of one clerk on this device, sealed as they will lie in his row.
import { calculateJwkThumbprint } from 'jose';
import type { PublicJwk } from '../../protocol/keys.ts';
import type { Bytes } from '../bytes.ts';
import type { ClerkRow } from '../database/tables.ts';
import type { DevicePorts } from '../ports.ts';
import { keyEncryptionKey } from './key-encryption-key.ts';
import {
  exportPkcs8,
  importSigningKey,
  importWrapKey,
  makeSigningKey,
  makeWrapKey,
  openSealed,
  publicJwk,
  sealTo,
} from './make-keys.ts';
import { encrypt, importAesKey, sealBytes } from './row-cipher.ts';
import type { Factor } from './second-factor.ts';
import type { Unlocked } from './vault-session.ts';

export const SALT_BYTES = 16;

/** A vault key as it is before it is sealed; wiped after use. */
export type RawVaultKey = { vaultId: string; raw: Bytes };

export type MadeClerk = Pick<Unlocked, 'vault' | 'author' | 'wrap'> & {
  keys: Pick<
    ClerkRow,
    | 'salt'
    | 'wrapPublic'
    | 'wrapPrivate'
    | 'vaultKey'
    | 'formerKeys'
    | 'authorPublic'
    | 'authorPrivate'
  >;
};

/** Makes a clerk's keys; `current` and `former` = the vault keys he may open. */
export async function makeClerk(
  ports: Pick<DevicePorts, 'randomBytes' | 'stretch'>,
  given: {
    secret: string;
    factor: Factor;
    current: RawVaultKey;
    former: readonly RawVaultKey[];
  },
): Promise<MadeClerk> {
  const { secret, factor, current, former } = given;
  const salt = ports.randomBytes(SALT_BYTES);
  const kek = await keyEncryptionKey(ports, { secret, salt }, factor.bytes);
  const vault = {
    id: current.vaultId,
    key: await importAesKey(current.raw),
    former: new Map<string, CryptoKey>(),
  };
  const wrap = await makeWrapKey();
  const wrapPublic = await publicJwk(wrap.publicKey);
  const wrapPkcs8 = await exportPkcs8(wrap.privateKey);
  const formerKeys: NonNullable<ClerkRow['formerKeys']> = [];
  for (const { vaultId, raw } of former) {
    vault.former.set(vaultId, await importAesKey(raw));
    formerKeys.push({ vaultId, jwe: await sealTo(wrapPublic, raw) });
  }
  const author = await makeSigningKey(true);
  const authorPublic = await publicJwk(author.publicKey);
  const authorPkcs8 = await exportPkcs8(author.privateKey);
  return {
    vault,
    author: {
      key: await importSigningKey(authorPkcs8),
      kid: await calculateJwkThumbprint(authorPublic),
      publicKey: authorPublic,
    },
    wrap: {
      key: await importWrapKey(wrapPkcs8),
      kid: await calculateJwkThumbprint(wrapPublic),
    },
    keys: {
      salt,
      wrapPublic,
      wrapPrivate: await encrypt(kek, wrapPkcs8),
      vaultKey: await sealTo(wrapPublic, current.raw),
      formerKeys,
      authorPublic,
      authorPrivate: await sealBytes(
        vault,
        authorKeyPlace(authorPublic),
        authorPkcs8,
      ),
    },
  };
}

/** Where a clerk's author key lies, for the row cipher. */
export function authorKeyPlace(authorPublic: PublicJwk): string {
  return `clerks/${authorPublic.x}`;
}

/** The vault keys sealed to a clerk, the current one first. Wipe them after use. */
export async function openVaultKeys(
  wrapKey: CryptoKey,
  clerk: Pick<ClerkRow, 'vaultKey' | 'formerKeys'>,
  currentId: string,
): Promise<[RawVaultKey, ...RawVaultKey[]]> {
  const current = {
    vaultId: currentId,
    raw: await openSealed(wrapKey, clerk.vaultKey),
  };
  const former: RawVaultKey[] = [];
  for (const { vaultId, jwe } of clerk.formerKeys ?? [])
    former.push({ vaultId, raw: await openSealed(wrapKey, jwe) });
  return [current, ...former];
}

export function wipe(keys: readonly RawVaultKey[]): void {
  for (const { raw } of keys) raw.fill(0);
}
