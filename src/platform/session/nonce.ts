// A nonce carries its own time of issue under a MAC, so the platform keeps no
// list of them; that each is used once is the device's row's business.
import { createHmac, randomInt } from 'node:crypto';
import type { CountyKeys } from '../keys/county-keys.ts';
import { isSameMac } from '../keys/mac.ts';

const LIFE_MS = 10 * 60 * 1000;

/** Proves by itself that it is ours, and when it was made. */
export function makeNonce(keys: CountyKeys, now: Date): string {
  // The last three digits are drawn: the clock counts milliseconds only, and two
  // nonces of one millisecond should differ.
  const issuedUs = now.getTime() * 1000 + randomInt(1000);
  return `${issuedUs}.${macOf(keys, issuedUs)}`;
}

/** Microseconds since 1970 of its issue; undefined: not ours, or older than 10 min. */
export function readNonce(
  keys: CountyKeys,
  nonce: string,
  now: Date,
): number | undefined {
  const match = /^(\d{1,16})\.([\w-]{43})$/.exec(nonce);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const issuedUs = Number(match[1]);
  if (!isSameMac(match[2], macOf(keys, issuedUs))) return undefined;
  const ageMs = now.getTime() - issuedUs / 1000;
  return ageMs <= LIFE_MS ? issuedUs : undefined;
}

function macOf(keys: CountyKeys, issuedUs: number): string {
  return createHmac('sha256', keys.secrets.token)
    .update(`nonce ${issuedUs}`)
    .digest('base64url');
}
