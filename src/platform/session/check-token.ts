import { errors, jwtVerify, SignJWT } from 'jose';
import * as v from 'valibot';
import type { Outcome } from '../../protocol/error-code.ts';
import { SESSION_TYP } from '../../protocol/keys.ts';
import type { PlatformContext } from '../context.ts';
import { findDevice, type DeviceRow } from '../database/queries/devices.ts';
import type { CountyKeys } from '../keys/county-keys.ts';
import { readLife } from './epoch.ts';

export type Scope = 'deliver' | 'read';

/** Who is speaking, as it was when the request came. */
export type DeviceSession = {
  device: DeviceRow;
  scope: Scope[];
  epoch: string;
};

export const TOKEN_LIFE_S = 15 * 60;
const ALG = 'HS256';
const AUDIENCE = 'intake';

const claimsSchema = v.object({
  sub: v.pipe(v.string(), v.uuid()),
  scope: v.array(v.picklist(['deliver', 'read'])),
  epoch: v.string(),
  /** Absent: given by a platform of the release before. */
  life: v.optional(v.string()),
});

export async function makeToken(
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
): Promise<{ token: string; expiresAt: Date }> {
  const issued = Math.floor(now.getTime() / 1000);
  const token = await new SignJWT({ scope, epoch, life })
    .setProtectedHeader({ alg: ALG, typ: SESSION_TYP })
    .setSubject(deviceId)
    .setAudience(AUDIENCE)
    .setIssuedAt(issued)
    .setExpirationTime(issued + TOKEN_LIFE_S)
    .sign(keys.secrets.token);
  return { token, expiresAt: new Date((issued + TOKEN_LIFE_S) * 1000) };
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
  const token = /^Bearer ([\w.-]+)$/.exec(authorization ?? '')?.[1];
  const claims =
    token === undefined ? undefined : await readClaims(keys, token, clock());
  if (claims === undefined) return { ok: false, code: 'unauthorized' };
  const { county } = config;
  const device = await findDevice(sql, { county, deviceId: claims.sub });
  if (device === undefined) return { ok: false, code: 'unauthorized' };
  const { epoch, life } = await readLife(sql, county);
  if (epoch !== claims.epoch) return { ok: false, code: 'epochChanged' };
  if (claims.life !== undefined && claims.life !== life)
    return { ok: false, code: 'unauthorized' };
  return { ok: true, value: { device, scope: claims.scope, epoch } };
}

async function readClaims(
  keys: CountyKeys,
  token: string,
  now: Date,
): Promise<v.InferOutput<typeof claimsSchema> | undefined> {
  try {
    const { payload } = await jwtVerify(token, keys.secrets.token, {
      algorithms: [ALG],
      typ: SESSION_TYP,
      audience: AUDIENCE,
      currentDate: now,
    });
    const parsed = v.safeParse(claimsSchema, payload);
    return parsed.success ? parsed.output : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
