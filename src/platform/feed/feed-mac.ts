// The MAC of a feed item proves later that the county said this, even when a
// restore has lost it: its key is outside the database. It carries the hash of
// the content in plain, so that it can be checked without the content; each half
// is 128 bits.
import { createHash } from 'node:crypto';
import { canonicalJson } from '../keys/canonical-json.ts';
import type { CountyKeys } from '../keys/county-keys.ts';
import { isSameMac, makeMac } from '../keys/mac.ts';

type Place = { epoch: string; audience: string; pos: number };

const HALF = 22;

/** `{hash of the body}.{MAC over epoch, audience, position, hash}`, base64url. */
export function makeFeedMac(
  keys: CountyKeys,
  place: Place,
  body: unknown,
): string {
  return sign(keys, place, hashBody(body));
}

/** True when the county gave exactly that MAC at that place, in that epoch. */
export function isOwnFeedMac(
  keys: CountyKeys,
  place: Place,
  mac: string,
): boolean {
  const [hash = ''] = mac.split('.');
  return isSameMac(mac, sign(keys, place, hash));
}

/** The part of a MAC that names the content alone. */
export function hashOf(mac: string): string {
  return mac.slice(0, HALF);
}

/** Whether the MAC, which is a genuine one, is that of this content. */
export function isMacOf(mac: string, body: unknown): boolean {
  return isSameMac(hashOf(mac), hashBody(body));
}

function sign(keys: CountyKeys, place: Place, hash: string): string {
  const { epoch, audience, pos } = place;
  const mac = makeMac(keys, 'feed', [epoch, audience, pos, hash]);
  return `${hash}.${mac.slice(0, HALF)}`;
}

function hashBody(body: unknown): string {
  return createHash('sha256')
    .update(canonicalJson(body))
    .digest('base64url')
    .slice(0, HALF);
}
