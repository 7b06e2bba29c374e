import type { PlatformContext } from '../context.ts';
import { openValue, sealValue } from '../keys/secret-box.ts';

type Context = Pick<PlatformContext, 'keys' | 'config'>;

/** A database alone opens no second factor: its secret lies there sealed. */
export function sealTotpSecret(
  { keys, config }: Context,
  accountId: string,
  secret: Uint8Array,
): string {
  return sealValue(keys.secrets.column, placeOf(config, accountId), secret);
}

export function openTotpSecret(
  { keys, config }: Context,
  accountId: string,
  sealed: string,
): Uint8Array {
  return openValue(keys.secrets.column, placeOf(config, accountId), sealed);
}

function placeOf({ county }: Context['config'], accountId: string): string {
  return `${county}/accounts/${accountId}/totp`;
}
