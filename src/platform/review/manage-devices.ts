// Devices, their clerks and tickets, by whom the matrix names: a township or a head
// suspends, the county does the rest. All of it is for somebody who has just shown that
// it is he, and is a line of the audit log.
import type { Outcome } from '../../protocol/error-code.ts';
import type {
  PersonsOnDevice,
  TicketWish,
} from '../../protocol/review-trust.ts';
import { appendAudit, type AuditAct } from '../audit/append-audit.ts';
import type { PlatformContext } from '../context.ts';
import {
  findDevice,
  listDevices,
  type DeviceRow,
} from '../database/queries/devices.ts';
import { findKnownClerk } from '../database/queries/known-clerks.ts';
import { findStation } from '../database/queries/stations.ts';
import { issueTicket } from '../enrolment/issue-ticket.ts';
import { personsOnDevice } from '../enrolment/persons-on-device.ts';
import { removeClerk } from '../enrolment/remove-clerk.ts';
import { revokeDevice } from '../enrolment/revoke-device.ts';
import { suspendClerk, type ClerkState } from '../enrolment/suspend-clerk.ts';
import { isVouchedId } from '../enrolment/vouched-clerk.ts';
import type { Condition } from '../people/matrix.ts';
import {
  findReach,
  isPermitted,
  readReach,
  type Principal,
  type SignedIn,
} from '../people/permissions.ts';
import { isFresh } from '../people/sign-in.ts';

type Failure = 'notFound' | 'forbidden' | 'freshLoginNeeded';
/** Less than to revoke it, and enough to see it. */
const SUSPENDING: readonly Condition[] = ['suspension'];

type Devices = Awaited<ReturnType<typeof listDevices>>;

/** Those that a person could suspend. */
export async function listReachedDevices(
  { sql, config }: PlatformContext,
  principal: Principal,
): Promise<Outcome<Devices, 'forbidden'>> {
  const audiences = findReach(principal, 'revokeDevice', SUSPENDING);
  if (audiences.length === 0) return { ok: false, code: 'forbidden' };
  const { isCounty, townships, stations } = readReach(audiences);
  const all = await listDevices(sql, config.county);
  const value = all.filter(
    ({ stationCode }) =>
      isCounty ||
      townships.includes(stationCode.slice(0, 9)) ||
      stations.includes(stationCode),
  );
  return { ok: true, value };
}

/** Whose data is probably on a device. */
export async function readPersonsOnDevice(
  context: PlatformContext,
  principal: Principal,
  deviceId: string,
): Promise<Outcome<PersonsOnDevice, 'notFound' | 'forbidden'>> {
  const device = await findHere(context, deviceId);
  if (device === undefined) return { ok: false, code: 'notFound' };
  if (!mayChange(principal, device, SUSPENDING))
    return { ok: false, code: 'forbidden' };
  return await personsOf(context, deviceId);
}

/** Suspends, revokes or lets a device in again; says whose data is probably on it. */
export async function setDevice(
  context: PlatformContext,
  principal: SignedIn,
  { deviceId, state }: Pick<DeviceRow, 'deviceId' | 'state'>,
): Promise<Outcome<PersonsOnDevice, Failure>> {
  const device = await findHere(context, deviceId);
  if (device === undefined) return { ok: false, code: 'notFound' };
  const met = state === 'suspended' ? SUSPENDING : [];
  if (!mayChange(principal, device, met))
    return { ok: false, code: 'forbidden' };
  if (!isFresh(context, principal))
    return { ok: false, code: 'freshLoginNeeded' };
  // A township's suspension never undoes what the county has revoked.
  const unlessRevoked = !mayChange(principal, device, []);
  if (!(await revokeDevice(context, { deviceId, state, unlessRevoked })))
    return { ok: false, code: 'forbidden' };
  await note(context, principal, 'deviceSet', { device: deviceId, state });
  return await personsOf(context, deviceId);
}

/** Shuts a clerk of a device out for a while; the county lets him in again. */
export async function setClerk(
  context: PlatformContext,
  principal: SignedIn,
  p: { deviceId: string; clerkId: string; state: ClerkState },
): Promise<Outcome<PersonsOnDevice, Failure>> {
  const { deviceId, clerkId, state } = p;
  const device = await findHere(context, deviceId);
  if (device === undefined) return { ok: false, code: 'notFound' };
  const met = state === 'suspended' ? SUSPENDING : [];
  if (!mayChange(principal, device, met))
    return { ok: false, code: 'forbidden' };
  if (!isFresh(context, principal))
    return { ok: false, code: 'freshLoginNeeded' };
  if (!(await suspendClerk(context, p))) return { ok: false, code: 'notFound' };
  const detail = { device: deviceId, clerk: clerkId, state };
  await note(context, principal, 'clerkSet', detail);
  return await personsOf(context, deviceId);
}

/** Takes a clerk's keys on a device out of use. */
export async function takeClerkOut(
  context: PlatformContext,
  principal: SignedIn,
  { deviceId, clerkId }: { deviceId: string; clerkId: string },
): Promise<Outcome<PersonsOnDevice, Failure>> {
  const device = await findHere(context, deviceId);
  if (device === undefined) return { ok: false, code: 'notFound' };
  if (!mayChange(principal, device, []))
    return { ok: false, code: 'forbidden' };
  if (!isFresh(context, principal))
    return { ok: false, code: 'freshLoginNeeded' };
  if (!(await removeClerk(context, { deviceId, clerkId })))
    return { ok: false, code: 'notFound' };
  const detail = { device: deviceId, clerk: clerkId };
  await note(context, principal, 'clerkRemoved', detail);
  return await personsOf(context, deviceId);
}

type Given =
  | { ok: true; value: { ticket: string; shortCode: string } }
  /** `missing`: what of the wish must be otherwise. */
  | { ok: false; code: Failure | 'badRequest'; missing?: string[] };

/**
 * A ticket for a new device of a station, or for a further clerk of a device: to a clerk
 * of that station whom the county knows, since the work that he signs bears his id.
 */
export async function giveTicket(
  context: PlatformContext,
  principal: SignedIn,
  wish: TicketWish,
): Promise<Given> {
  const { county, demo } = context.config;
  const device =
    'deviceId' in wish ? await findHere(context, wish.deviceId) : undefined;
  const stationCode =
    'deviceId' in wish ? (device?.stationCode ?? '') : wish.stationCode;
  const subject = { town9: stationCode.slice(0, 9), stationCode };
  if (!isPermitted(principal, 'enrolClerk', subject))
    return { ok: false, code: 'forbidden' };
  if (!isFresh(context, principal))
    return { ok: false, code: 'freshLoginNeeded' };
  // That one protects nothing.
  if (wish.policy === 'pin' && !demo) return { ok: false, code: 'badRequest' };
  const station = await findStation(context.sql, { county, code: stationCode });
  if (station === undefined) return { ok: false, code: 'notFound' };
  const { id: clerkId } = wish.clerk;
  const known = { county, demo, stationCode, clerkId };
  const clerk = await findKnownClerk(context.sql, known);
  if (clerk === undefined || isVouchedId(clerkId))
    return { ok: false, code: 'badRequest', missing: ['clerk.id'] };
  const issued = await issueTicket(context, { ...wish, clerk });
  await note(context, principal, 'ticketIssued', {
    station: stationCode,
    clerk: wish.clerk.id,
    role: wish.role,
  });
  return { ok: true, value: issued };
}

async function findHere(
  { sql, config }: PlatformContext,
  deviceId: string,
): Promise<DeviceRow | undefined> {
  return await findDevice(sql, { county: config.county, deviceId });
}

function mayChange(
  principal: Principal,
  { stationCode }: DeviceRow,
  met: readonly Condition[],
): boolean {
  const subject = { town9: stationCode.slice(0, 9), stationCode };
  return isPermitted(principal, 'revokeDevice', subject, met);
}

async function personsOf(
  context: PlatformContext,
  deviceId: string,
): Promise<Outcome<PersonsOnDevice, 'notFound'>> {
  const value = await personsOnDevice(context, deviceId);
  return value === undefined
    ? { ok: false, code: 'notFound' }
    : { ok: true, value };
}

async function note(
  context: PlatformContext,
  { accountId }: Principal,
  act: AuditAct,
  detail: Record<string, string>,
): Promise<void> {
  await appendAudit(context, { accountId, act, caseId: null, detail });
}
