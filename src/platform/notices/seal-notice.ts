// A paper names the applicant in full, so it rests as materials do: under a key of its
// own, which the platform's key wraps.
import { createHash, randomBytes } from 'node:crypto';
import type { PlatformContext } from '../context.ts';
import { openByRing, sealByRing } from '../keys/ring-box.ts';
import { openValue, sealValue } from '../keys/secret-box.ts';

type Keys = Pick<PlatformContext, 'keys' | 'config'>;
type Place = { caseId: string; n: number };
type Sealed = { sealed: string; wrappedKey: string };

/**
 * Under a key of its own, which is wrapped; `sha256` of the page, for its event.
 */
export function sealNotice(
  { keys, config }: Keys,
  at: Place,
  page: string,
): Sealed & { sha256: string } {
  const place = noticePlace(config.county, at);
  const key = randomBytes(32);
  const sealed = sealValue(key, place, Buffer.from(page));
  return {
    sealed,
    sha256: hashNotice(sealed),
    wrappedKey: sealByRing(keys.secrets.material, place, key),
  };
}

/** @throws when a bit of it is another one, or it stands in another's place. */
export function openNotice(
  { keys, config }: Keys,
  at: Place,
  { sealed, wrappedKey }: Sealed,
): Uint8Array<ArrayBuffer> {
  const place = noticePlace(config.county, at);
  const key = openByRing(keys.secrets.material, place, wrappedKey);
  return openValue(key, place, sealed);
}

/** What the event names it by; of the sealed page, so that it tells nothing of it. */
export function hashNotice(sealed: string): string {
  return createHash('sha256').update(sealed).digest('hex');
}

/** Bound to its case and event. */
export function noticePlace(county: string, { caseId, n }: Place): string {
  return `${county}/${caseId.toLowerCase()}/notice/${n}`;
}
