import { calculateJwkThumbprint } from 'jose';
import type { Bytes } from '../bytes.ts';
import type { ClerkRow } from '../database/tables.ts';
import { authorKeyPlace, openVaultKeys, wipe } from './make-clerk.ts';
import { importSigningKey, importWrapKey } from './make-keys.ts';
import { importAesKey, openBytes, type VaultKey } from './row-cipher.ts';
import type { Unlocked } from './vault-session.ts';

/** What a clerk may use, from his wrap key (PKCS#8) on. */
export async function openClerk(
  clerk: ClerkRow,
  { wrapPkcs8, vaultId }: { wrapPkcs8: Bytes; vaultId: string },
): Promise<Unlocked> {
  const wrapKey = await importWrapKey(wrapPkcs8);
  const [current, ...former] = await openVaultKeys(wrapKey, clerk, vaultId);
  const vault: VaultKey & { former: Map<string, CryptoKey> } = {
    id: current.vaultId,
    key: await importAesKey(current.raw),
    former: new Map(),
  };
  for (const { vaultId: id, raw } of former)
    vault.former.set(id, await importAesKey(raw));
  wipe([current, ...former]);
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
    wrap: {
      key: wrapKey,
      kid: await calculateJwkThumbprint(clerk.wrapPublic),
    },
  };
}
