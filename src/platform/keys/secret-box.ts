// AES-256-GCM for single values: IV (12), ciphertext, tag (16), base64url. The
// place is authenticated with it, so that a value cannot be moved elsewhere.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Gives IV, ciphertext and tag, base64url. `key`: 32 bytes. */
export function sealValue(
  key: Uint8Array,
  place: string,
  value: Uint8Array,
): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(place));
  const sealed = Buffer.concat([
    iv,
    cipher.update(value),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return sealed.toString('base64url');
}

/** @throws when the key, the place or a bit of the value is another one. */
export function openValue(
  key: Uint8Array,
  place: string,
  sealed: string,
): Uint8Array<ArrayBuffer> {
  return openGcm(key, Buffer.from(sealed, 'base64url'), place);
}

/**
 * Opens one AES-256-GCM message of IV, ciphertext and tag; also the form of a
 * material, which has no place.
 * @throws when the key or a bit of the message is another one.
 */
export function openGcm(
  key: Uint8Array,
  message: Uint8Array,
  place?: string,
): Uint8Array<ArrayBuffer> {
  if (message.length < IV_BYTES + TAG_BYTES) throw new Error('too short');
  const decipher = createDecipheriv(
    'aes-256-gcm',
    key,
    message.subarray(0, IV_BYTES),
  );
  if (place !== undefined) decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(message.subarray(message.length - TAG_BYTES));
  return new Uint8Array(
    Buffer.concat([
      decipher.update(message.subarray(IV_BYTES, message.length - TAG_BYTES)),
      decipher.final(),
    ]),
  );
}
