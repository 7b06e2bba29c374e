// The token of a session, opaque to the device. It goes with every request over
// lines where a photograph's head should not cost a tenth of a signature, so it is
// 66 characters and no JWT of 300.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { CountyKeys } from '../keys/county-keys.ts';

export type Scope = 'deliver' | 'read';

export type Claims = {
  deviceId: string;
  scope: Scope[];
  /** Tell epochs and lives apart (epoch.ts); they themselves are longer. */
  epochMark: string;
  lifeMark: string;
  /** Seconds since 1970. */
  expiresAtS: number;
};

// scopes (1 byte), seconds (4), device (16), marks of epoch and life (6 each),
// MAC (16)
const DEVICE_AT = 5;
const EPOCH_AT = 21;
const LIFE_AT = 27;
const MAC_AT = 33;
const LENGTH = 49;
const TEXT = /^[\w-]{66}$/;
/** Bit n stands for the scope. */
const SCOPES: readonly Scope[] = ['deliver', 'read'];

/** Claims and their MAC, base64url. */
export function writeToken(
  keys: CountyKeys,
  { deviceId, scope, epochMark, lifeMark, expiresAtS }: Claims,
): string {
  const bytes = Buffer.alloc(LENGTH);
  for (const [bit, name] of SCOPES.entries())
    if (scope.includes(name)) bytes[0] = (bytes[0] ?? 0) | (1 << bit);
  bytes.writeUInt32BE(expiresAtS, 1);
  bytes.write(deviceId.replaceAll('-', ''), DEVICE_AT, 'hex');
  bytes.write(epochMark, EPOCH_AT, 'base64url');
  bytes.write(lifeMark, LIFE_AT, 'base64url');
  macOf(keys, bytes.subarray(0, MAC_AT)).copy(bytes, MAC_AT);
  return bytes.toString('base64url');
}

/** undefined: not made by this county, or expired. */
export function readToken(
  keys: CountyKeys,
  token: string,
  now: Date,
): Claims | undefined {
  if (!TEXT.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  const claimed = bytes.subarray(0, MAC_AT);
  if (!timingSafeEqual(bytes.subarray(MAC_AT), macOf(keys, claimed)))
    return undefined;
  const expiresAtS = bytes.readUInt32BE(1);
  if (now.getTime() >= expiresAtS * 1000) return undefined;
  const scopes = bytes[0] ?? 0;
  const hex = bytes.toString('hex', DEVICE_AT, EPOCH_AT);
  return {
    deviceId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    scope: SCOPES.filter((_, bit) => (scopes & (1 << bit)) !== 0),
    epochMark: bytes.toString('base64url', EPOCH_AT, LIFE_AT),
    lifeMark: bytes.toString('base64url', LIFE_AT, MAC_AT),
    expiresAtS,
  };
}

/** Of an epoch or a life. */
export function markOf(name: string): string {
  const hash = createHash('sha256').update(name).digest();
  return hash.toString('base64url', 0, MAC_AT - LIFE_AT);
}

function macOf(keys: CountyKeys, claimed: Uint8Array): Buffer {
  return createHmac('sha256', keys.secrets.token)
    .update('session ')
    .update(claimed)
    .digest()
    .subarray(0, LENGTH - MAC_AT);
}
