import { inflateSync } from 'fflate';
import { compactDecrypt, type CryptoKey } from 'jose';
import { LEAN_DICTIONARY } from '../../src/protocol/lean-dictionary.ts';
import { unpackLean } from '../../src/protocol/lean-form.ts';
import type { Envelope } from '../../src/protocol/sealed-operation.ts';

/**
 * Version 1's plaintext of an envelope, in whichever form it was sealed. Its tests
 * run in Chromium too, which has no zlib.
 */
export async function openSealed(
  { jwe, ...routing }: Envelope,
  key: CryptoKey,
): Promise<Uint8Array> {
  const { plaintext, protectedHeader } = await compactDecrypt(jwe, key, {
    crit: { lean: true },
  });
  if (protectedHeader['lean'] === undefined) return plaintext;
  const whole = unpackLean(plaintext, routing, (deflated) =>
    inflateSync(deflated, { dictionary: LEAN_DICTIONARY }),
  );
  if (whole === undefined) throw new Error('too short for the lean form');
  return whole;
}
