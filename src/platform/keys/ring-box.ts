// Single values sealed by a ring of keys: the kid stands before the value and a dot, so
// that values of two keys lie side by side while the one takes the other's place. What
// the first key has sealed bears no kid.
import type { SecretKey, SecretRing } from './county-keys.ts';
import { openValue, sealValue } from './secret-box.ts';

/** Seals by the key in use; gives its mark and the sealed value, base64url. */
export function sealByRing(
  [key]: SecretRing,
  place: string,
  value: Uint8Array,
): string {
  return `${markOf(key)}${sealValue(key.bytes, place, value)}`;
}

/** @throws when the key is not here, or the place or a bit of the value is another one. */
export function openByRing(
  ring: SecretRing,
  place: string,
  sealed: string,
): Uint8Array<ArrayBuffer> {
  const dot = sealed.indexOf('.');
  const kid = dot === -1 ? '' : sealed.slice(0, dot);
  const key = ring.find((each) => each.kid === kid);
  if (key === undefined) throw new Error(`no key ${kid} in the keys folder`);
  return openValue(key.bytes, place, sealed.slice(dot + 1));
}

/** The same value by the key that seals now. */
export function sealAnew(
  ring: SecretRing,
  place: string,
  sealed: string,
): string {
  return sealByRing(ring, place, openByRing(ring, place, sealed));
}

/** What a key has made bears this before it. */
export function markOf({ kid }: SecretKey): string {
  return kid === '' ? '' : `${kid}.`;
}
