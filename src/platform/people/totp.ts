// Codes of an authenticator app (RFC 6238): six digits, SHA-1, a new one every 30 s,
// as all of them understand. Forty lines on Node's own HMAC are less than a library.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const STEP_S = 30;
const DIGITS = 6;
/** Steps before and after, for a telephone whose clock is off. */
const TOLERANCE = 1;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 20 bytes, as RFC 4226 recommends. */
export function makeTotpSecret(): Uint8Array {
  return randomBytes(20);
}

/** What an authenticator app scans or is told. */
export function totpAddress(
  secret: Uint8Array,
  { issuer, login }: { issuer: string; login: string },
): string {
  const label = encodeURIComponent(`${issuer}:${login}`);
  return `otpauth://totp/${label}?secret=${toBase32(secret)}&issuer=${encodeURIComponent(issuer)}`;
}

/**
 * The step of a code that is right now and later than `lastStep`, so that each opens
 * once; undefined: it is wrong, or was used.
 */
export function findTotpStep(
  secret: Uint8Array,
  p: { code: string; now: Date; lastStep: number },
): number | undefined {
  const given = Buffer.from(p.code.normalize('NFKC').replaceAll(/\s/g, ''));
  const present = Math.floor(p.now.getTime() / 1000 / STEP_S);
  let found: number | undefined;
  for (let step = present - TOLERANCE; step <= present + TOLERANCE; step += 1) {
    const right = Buffer.from(totpCode(secret, step));
    const isRight =
      given.length === right.length && timingSafeEqual(given, right);
    if (isRight && step > p.lastStep) found = step;
  }
  return found;
}

/** `step`: 30 s each, since 1970. */
export function totpCode(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7f_ff_ff_ff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** RFC 4648, without padding. */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + BASE32[(held << (5 - bits)) & 31];
}
