import type { Outcome } from '../../protocol/error-code.ts';
import type { PlatformContext } from '../context.ts';
import { readAuthorKeys } from '../database/queries/author-keys.ts';
import { findDevice, type DeviceRow } from '../database/queries/devices.ts';
import { together } from '../database/together.ts';
import type { CountyKeys } from '../keys/county-keys.ts';
import { readLife } from './epoch.ts';
import { markOf, readToken, writeToken, type Scope } from './token.ts';

/** Who is speaking, as it was when the request came. */
export type DeviceSession = {
  device: DeviceRow;
  scope: Scope[];
  epoch: string;
  /** Milliseconds since 1970, to the second. */
  openedAtMs: number;
};

export const TOKEN_LIFE_S = 15 * 60;

/** Good for a quarter of an hour, in this epoch and life of the engine. */
export function makeToken(
  keys: CountyKeys,
  {
    deviceId,
    scope,
    epoch,
    life,
    now,
  }: {
    deviceId: string;
    scope: Scope[];
    epoch: string;
    life: string;
    now: Date;
  },
): { token: string; expiresAt: Date } {
  const expiresAtS = Math.floor(now.getTime() / 1000) + TOKEN_LIFE_S;
  const token = writeToken(keys, {
    deviceId,
    scope,
    epochMark: markOf(epoch),
    lifeMark: markOf(life),
    expiresAtS,
  });
  return { token, expiresAt: new Date(expiresAtS * 1000) };
}

/**
 * The session behind an `Authorization` header. A token of an earlier epoch is
 * `epochChanged`, so that nothing is done on knowledge that a restore has
 * overtaken. One of an earlier life of the engine is no session any more: before
 * anything else the device shows its proofs in a new one, since each answer it
 * takes replaces them.
 */
export async function checkToken(
  { sql, config, keys, clock }: PlatformContext,
  authorization: string | undefined,
): Promise<Outcome<DeviceSession, 'unauthorized' | 'epochChanged'>> {
  const token = /^Bearer ([\w-]+)$/.exec(authorization ?? '')?.[1];
  const claims =
    token === undefined ? undefined : readToken(keys, token, clock());
  if (claims === undefined) return { ok: false, code: 'unauthorized' };
  const { county } = config;
  const { deviceId, scope, epochMark, lifeMark, expiresAtS } = claims;
  const [device, { epoch, life }] = await together([
    findDevice(sql, { county, deviceId }),
    readLife(sql, county),
  ]);
  if (device === undefined) return { ok: false, code: 'unauthorized' };
  if (markOf(epoch) !== epochMark) return { ok: false, code: 'epochChanged' };
  if (markOf(life) !== lifeMark) return { ok: false, code: 'unauthorized' };
  const openedAtMs = (expiresAtS - TOKEN_LIFE_S) * 1000;
  return { ok: true, value: { device, scope, epoch, openedAtMs } };
}

/**
 * Whether a clerk has lost his access to the device since the session was opened: it
 * may be his, and who is there still opens another. A token has no more than seconds.
 */
export async function hasLostClerk(
  { sql, config, clock }: PlatformContext,
  { device: { deviceId }, openedAtMs }: DeviceSession,
): Promise<boolean> {
  const keys = await readAuthorKeys(sql, { county: config.county, deviceId });
  return keys.some(({ validUntil, suspendedAt }) =>
    [validUntil, suspendedAt].some((at) => {
      const endedMs = at === null ? Infinity : Date.parse(at);
      return endedMs >= openedAtMs + 1000 && endedMs <= clock().getTime();
    }),
  );
}
