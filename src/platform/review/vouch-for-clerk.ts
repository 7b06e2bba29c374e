// A head vouches for a new clerk on a device of his station, at the console: the county's
// ticket for him, and the same short time as by the head's own key.
import type { Outcome } from '../../protocol/error-code.ts';
import type { Vouching } from '../../protocol/review-clerks.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { PlatformContext } from '../context.ts';
import { hasSuspendedKey } from '../database/queries/author-keys.ts';
import { findDevice } from '../database/queries/devices.ts';
import { issueTicket } from '../enrolment/issue-ticket.ts';
import { newVouchedId } from '../enrolment/vouched-clerk.ts';
import type { Condition } from '../people/matrix.ts';
import { isPermitted, type SignedIn } from '../people/permissions.ts';
import { isFresh } from '../people/sign-in.ts';

export const VOUCHING = ['thirtyDays'] as const satisfies readonly Condition[];

/**
 * Gives a ticket for that device, whose clerk works thirty days; after a fresh login.
 */
export async function vouchForClerk(
  context: PlatformContext,
  principal: SignedIn,
  { deviceId, name, policy }: Vouching & { deviceId: string },
): Promise<
  Outcome<
    { ticket: string; shortCode: string },
    'notFound' | 'forbidden' | 'freshLoginNeeded' | 'notAllowed' | 'badRequest'
  >
> {
  const { sql, config } = context;
  const { county } = config;
  const { accountId } = principal;
  const device = await findDevice(sql, { county, deviceId });
  if (device === undefined) return { ok: false, code: 'notFound' };
  const { stationCode, state } = device;
  const subject = { town9: stationCode.slice(0, 9), stationCode };
  if (!isPermitted(principal, 'enrolClerk', subject, VOUCHING))
    return { ok: false, code: 'forbidden' };
  if (!isFresh(context, principal))
    return { ok: false, code: 'freshLoginNeeded' };
  if (state !== 'active') return { ok: false, code: 'notAllowed' };
  // He would let himself in again.
  if (await hasSuspendedKey(sql, { county, stationCode, clerkId: accountId }))
    return { ok: false, code: 'forbidden' };
  // That one protects nothing.
  if (policy === 'pin' && !config.demo)
    return { ok: false, code: 'badRequest' };
  const clerk = { id: newVouchedId(), name };
  const value = await issueTicket(context, {
    deviceId,
    clerk,
    policy,
    voucherId: accountId,
  });
  await appendAudit(context, {
    accountId,
    act: 'clerkVouched',
    caseId: null,
    detail: { station: stationCode, device: deviceId, clerk: clerk.id },
  });
  return { ok: true, value };
}
