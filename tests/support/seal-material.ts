import { createCipheriv, randomBytes } from 'node:crypto';

/** A material as a device makes it: IV, ciphertext, tag under a key of its own. */
export function sealMaterial(plain: Uint8Array): {
  content: Uint8Array<ArrayBuffer>;
  key: string;
} {
  const key = randomBytes(32);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const content = Buffer.concat([
    iv,
    cipher.update(plain),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return {
    content: Uint8Array.from(content),
    key: key.toString('base64url'),
  };
}
