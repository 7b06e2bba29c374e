import type { PlatformContext } from '../context.ts';
import { openByRing, sealByRing } from '../keys/ring-box.ts';

type Context = Pick<PlatformContext, 'keys' | 'config'>;

/** A database alone opens no second factor: its secret lies there sealed. */
export function sealTotpSecret(
  { keys, config }: Context,
  accountId: string,
  secret: Uint8Array,
): string {
  return sealByRing(keys.secrets.column, totpPlace(config, accountId), secret);
}

/** @throws when no key here opens it. */
export function openTotpSecret(
  { keys, config }: Context,
  accountId: string,
  sealed: string,
): Uint8Array {
  return openByRing(keys.secrets.column, totpPlace(config, accountId), sealed);
}

/** Bound to its account: put into another's row it opens nothing. */
export function totpPlace(
  { county }: Pick<Context['config'], 'county'>,
  accountId: string,
): string {
  return `${county}/accounts/${accountId}/totp`;
}
