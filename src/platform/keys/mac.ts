import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CountyKeys } from './county-keys.ts';

/** What a MAC is for; one made for one purpose is worth nothing for another. */
export type MacPurpose =
  | 'ack'
  | 'feed'
  | 'queryCode'
  | 'onlineQueryCode'
  | 'onlineCase'
  | 'secret'
  | 'ticketCode'
  | 'address'
  | 'login'
  | 'oidc'
  | 'oidcSubject'
  | 'person'
  | 'audit'
  | 'certificate'
  | 'search';

/**
 * HMAC-SHA-256 of the purpose and the parts, base64url. Its key is never changed: it
 * seals nothing, and what it has made lies on devices, printed receipts and in the log,
 * where no other key could stand in for it. What numbers are found by is rotated with
 * the column's key (secret-index.ts).
 */
export function makeMac(
  keys: CountyKeys,
  purpose: MacPurpose,
  parts: readonly (string | number | null)[],
): string {
  // JSON keeps the borders between the parts.
  return createHmac('sha256', keys.secrets.mac)
    .update(JSON.stringify([purpose, ...parts]))
    .digest('base64url');
}

/** Compares without telling by its duration where the difference lies. */
export function isSameMac(one: string, other: string): boolean {
  const left = Buffer.from(one);
  const right = Buffer.from(other);
  return left.length === right.length && timingSafeEqual(left, right);
}
