import type { PlatformContext } from '../context.ts';
import { openByRing, sealByRing } from '../keys/ring-box.ts';

type Context = Pick<PlatformContext, 'keys' | 'config'>;

/** Why somebody does something, in his own words, as it rests: they may name anybody. */
export function sealReason(
  { keys, config }: Context,
  requestId: string,
  reason: string,
): string {
  const place = reasonPlace(config.county, requestId);
  return sealByRing(keys.secrets.column, place, Buffer.from(reason));
}

/** @throws when no key here opens it. */
export function openReason(
  { keys, config }: Context,
  { requestId, sealedReason }: { requestId: string; sealedReason: string },
): string {
  const place = reasonPlace(config.county, requestId);
  const bytes = openByRing(keys.secrets.column, place, sealedReason);
  return Buffer.from(bytes).toString('utf8');
}

/** Bound to its request: put into another's row it opens nothing. */
export function reasonPlace(county: string, requestId: string): string {
  return `${county}/right-requests/${requestId}`;
}
