import { joinBytes, toUtf8, type Bytes } from '../bytes.ts';
import type { DevicePorts } from '../ports.ts';

const NO_SECOND_FACTOR: Bytes = new Uint8Array(0);

/**
 * HKDF(Argon2id(secret, salt) ‖ second factor): what encrypts a clerk's wrap
 * key. The second factor is empty for the policies `pin` and `passphrase`.
 */
export async function keyEncryptionKey(
  { stretch }: Pick<DevicePorts, 'stretch'>,
  { secret, salt }: { secret: string; salt: Bytes },
  secondFactor: Bytes = NO_SECOND_FACTOR,
): Promise<CryptoKey> {
  const stretched = await stretch(secret, salt);
  const material = await crypto.subtle.importKey(
    'raw',
    joinBytes(stretched, secondFactor),
    'HKDF',
    false,
    ['deriveKey'],
  );
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: toUtf8('wrap-key/1') },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}
