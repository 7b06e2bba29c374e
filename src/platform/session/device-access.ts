// What a session tells a device about its access: whether it is let in, until when
// it may show stored cases, and what is to become of its clerks' keys.
import { CompactSign } from 'jose';
import type { ControlItem } from '../../protocol/control.ts';
import { LEASE_TYP, type Lease } from '../../protocol/enrolment.ts';
import { SIGN_ALG } from '../../protocol/sealed-operation.ts';
import type { SessionAnswer } from '../../protocol/session.ts';
import type { PlatformContext } from '../context.ts';
import { readAuthorKeys } from '../database/queries/author-keys.ts';
import type { DeviceRow } from '../database/queries/devices.ts';
import { readRecoveries } from '../database/queries/vaults.ts';

const LEASE_S = 45 * 86_400;

/** State, lease and what is to become of its clerks' keys. */
export async function describeAccess(
  context: PlatformContext,
  device: Pick<DeviceRow, 'deviceId' | 'state'>,
  now: Date,
): Promise<
  Required<Pick<SessionAnswer, 'device'>> &
    Pick<SessionAnswer, 'lease'> & { control: ControlItem[] }
> {
  const { sql, config } = context;
  const place = { county: config.county, deviceId: device.deviceId };
  const removed = await removedClerks(context, place, now);
  const recovered = await readRecoveries(sql, place);
  return {
    device: device.state,
    lease:
      device.state === 'active'
        ? await signLease(context, device.deviceId, now)
        : null,
    control: [
      ...removed.map((clerkId) => ({ kind: 'clerkRemoved' as const, clerkId })),
      ...recovered.map(({ vaultId, kid, sealed }) => ({
        kind: 'vaultKey' as const,
        vaultId,
        kid,
        jwe: sealed,
      })),
    ],
  };
}

/** Clerks none of whose keys on this device is good any more. */
async function removedClerks(
  { sql }: PlatformContext,
  place: { county: string; deviceId: string },
  now: Date,
): Promise<string[]> {
  const keys = await readAuthorKeys(sql, place);
  const isGood = ({ removedAt, validUntil }: (typeof keys)[number]) =>
    removedAt === null &&
    (validUntil === null || Date.parse(validUntil) > now.getTime());
  const good = new Set(keys.filter(isGood).map(({ clerkId }) => clerkId));
  const all = new Set(keys.map(({ clerkId }) => clerkId));
  return [...all].filter((clerkId) => !good.has(clerkId));
}

async function signLease(
  { keys }: PlatformContext,
  deviceId: string,
  now: Date,
): Promise<string> {
  const iat = Math.floor(now.getTime() / 1000);
  const claims: Lease = { sub: deviceId, iat, exp: iat + LEASE_S };
  return await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: SIGN_ALG, typ: LEASE_TYP, kid: keys.ticket.kid })
    .sign(keys.ticket.privateKey);
}
