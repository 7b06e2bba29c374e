// Rows under the vault key: AES-256-GCM, 12-byte IV before the ciphertext, and the
// place of the row as additional data, so that nobody can put one row in the
// place of another.
import { fromUtf8, joinBytes, toUtf8, type Bytes } from '../bytes.ts';
import type { Sealed } from '../database/tables.ts';

export const IV_BYTES = 12;

/**
 * The key that rows are sealed under, and the ones before it, which rows not yet
 * sealed anew still need. A rotation changes it in place, so that whoever holds it
 * goes on with the new key.
 */
export type VaultKey = {
  id: string;
  key: CryptoKey;
  former?: Map<string, CryptoKey>;
};

/** Seals `bytes` for `place`, e.g. `drafts/{id}`. */
export async function sealBytes(
  vault: VaultKey,
  place: string,
  bytes: Bytes,
): Promise<Sealed> {
  return {
    vaultId: vault.id,
    bytes: await encrypt(vault.key, bytes, toUtf8(place)),
  };
}

/** undefined when the row is damaged, of another place or of a key not held. */
export async function openBytes(
  vault: VaultKey,
  place: string,
  sealed: Sealed,
): Promise<Bytes | undefined> {
  const key =
    sealed.vaultId === vault.id ? vault.key : vault.former?.get(sealed.vaultId);
  if (key === undefined) return undefined;
  return decrypt(key, sealed.bytes, toUtf8(place));
}

/** Seals what JSON can hold, for `place`. */
export async function sealRow(
  vault: VaultKey,
  place: string,
  content: unknown,
): Promise<Sealed> {
  return sealBytes(vault, place, toUtf8(JSON.stringify(content)));
}

/** The content as it was sealed; undefined when it cannot be read. */
export async function openRow<Content>(
  vault: VaultKey,
  place: string,
  sealed: Sealed,
): Promise<Content | undefined> {
  const bytes = await openBytes(vault, place, sealed);
  if (bytes === undefined) return undefined;
  return JSON.parse(fromUtf8(bytes)) as Content;
}

/** 12-byte IV, ciphertext, tag. */
export async function encrypt(
  key: CryptoKey,
  bytes: BufferSource,
  additionalData: Bytes = new Uint8Array(0),
): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const ciphertext = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData },
    key,
    bytes,
  );
  return joinBytes(iv, new Uint8Array(ciphertext));
}

/** undefined when key, bytes or place do not fit together. */
export async function decrypt(
  key: CryptoKey,
  sealed: Bytes,
  additionalData: Bytes = new Uint8Array(0),
): Promise<Bytes | undefined> {
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: sealed.subarray(0, IV_BYTES), additionalData },
      key,
      sealed.subarray(IV_BYTES),
    );
    return new Uint8Array(plain);
  } catch {
    // WebCrypto says OperationError and nothing more, on purpose.
    return undefined;
  }
}

/** 32 bytes; script cannot take them out again. */
export async function importAesKey(raw: BufferSource): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
}
