import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type { MaterialRef } from '../../domain/cases/papers.ts';

/** What sealing adds to a file: IV and tag. */
export const SEAL_BYTES = 12 + 16;

/**
 * A file that came in the clear, as a device would have sealed it: one AES-256-GCM
 * message of IV, ciphertext and tag under a key of its own. Gives the bytes to keep and
 * what cites them.
 */
export function sealFile(
  plain: Uint8Array,
  mediaType: MaterialRef['mediaType'],
): { bytes: Uint8Array<ArrayBuffer>; ref: MaterialRef } {
  const key = randomBytes(32);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const bytes = new Uint8Array(
    Buffer.concat([
      iv,
      cipher.update(plain),
      cipher.final(),
      cipher.getAuthTag(),
    ]),
  );
  return {
    bytes,
    ref: {
      sha256: createHash('sha256').update(bytes).digest('hex'),
      key: key.toString('base64url'),
      bytes: bytes.length,
      mediaType,
    },
  };
}
