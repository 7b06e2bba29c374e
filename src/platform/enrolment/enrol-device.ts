import { calculateJwkThumbprint } from 'jose';
import * as v from 'valibot';
import type {
  EnrolmentAnswer,
  EnrolmentRequest,
  Ticket,
} from '../../protocol/enrolment.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { ENROLMENT_TYP } from '../../protocol/keys.ts';
import type { PlatformContext } from '../context.ts';
import {
  addAuthorKey,
  findAuthorKey,
  hasSuspendedKey,
} from '../database/queries/author-keys.ts';
import { addDevice, findDevice } from '../database/queries/devices.ts';
import {
  lockTicket,
  noteTicket,
  useTicket,
} from '../database/queries/tickets.ts';
import { passDeviceNumber } from '../database/queries/stations.ts';
import {
  addDeviceAct,
  addShownAgain,
  saveEscrow,
} from '../database/queries/vaults.ts';
import { transact, type Work } from '../database/transaction.ts';
import { importPublicKey, verifyJws } from '../keys/verify-jws.ts';
import { readTicket, type ReadTicket } from './read-ticket.ts';
import { isVouchedId, VOUCHED_MS } from './vouched-clerk.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

const proofSchema = v.object({ jti: v.string(), deviceId: v.string() });

/** In the place of a head's key: he vouched at the console; the log says who. */
const AT_CONSOLE = 'console';

/** After a restore a device shows its ticket again within that time. */
const LOST_MS = 60 * DAY_MS;

type Failure = 'ticketInvalid' | 'ticketExpired' | 'ticketUsed';

/**
 * Binds a ticket to the first device that shows it, with that device's and its
 * clerk's keys; a ticket for a device that is enrolled binds a further clerk to
 * it. The same may be said again, even after the ticket's end: its first answer
 * may have been lost.
 */
export async function enrolDevice(
  context: PlatformContext,
  request: EnrolmentRequest,
): Promise<Outcome<EnrolmentAnswer, Failure>> {
  const { sql, config, clock } = context;
  const { county } = config;
  const read = await readTicket(context, request);
  if (read === undefined || !(await fits(request, read.ticket)))
    return { ok: false, code: 'ticketInvalid' };

  const { ticket } = read;
  const at = clock();
  const answer: EnrolmentAnswer = {
    device: {
      id: request.deviceId,
      number: ticket.deviceNumber,
      stationCode: ticket.station.code,
    },
    serverTime: at.toISOString(),
  };
  return await transact(sql, async (work) => {
    const key = { county, ticketId: ticket.jti };
    const known = await lockTicket(work.tx, key);
    // A head's is not known before; the county's own one a restore has lost.
    const isLost = known === undefined && read.vouchedBy === null;
    if (known === undefined) await note(work, read, request.ticket);
    const row = known ?? (await lockTicket(work.tx, key));
    if (row === undefined) return { ok: false, code: 'ticketInvalid' };
    if (row.usedBy !== null) {
      const isSame =
        row.usedBy === request.deviceId &&
        (await isKnown(work, county, request));
      if (isSame) return { ok: true, value: answer };
      const again = { usedBy: row.usedBy, by: request.deviceId, at };
      // What it takes in waits for a person; or somebody has copied the ticket.
      if (await addShownAgain(work.tx, { ...key, ...again }))
        context.log.warn('a ticket that is used was shown by another device');
      return { ok: false, code: 'ticketUsed' };
    }
    // A head's ticket was used on the device at once; it only comes late. And one
    // that a restore has lost was used here once.
    const endsMs = ticket.exp * 1000 + (isLost ? LOST_MS : 0);
    if (read.vouchedBy === null && at.getTime() >= endsMs)
      return { ok: false, code: 'ticketExpired' };
    // Whoever vouched at the console may have been shut out since.
    const stationCode = ticket.station.code;
    const clerkId = row.voucherId;
    if (
      clerkId !== null &&
      (await hasSuspendedKey(work.tx, { county, stationCode, clerkId }))
    )
      return { ok: false, code: 'ticketInvalid' };
    return (await bind(work, { request, read, at }))
      ? { ok: true, value: answer }
      : { ok: false, code: 'ticketInvalid' };
  });
}

/** The keys are keys, and whoever asks holds the delivery key. */
async function fits(
  request: EnrolmentRequest,
  ticket: Ticket,
): Promise<boolean> {
  for (const jwk of [request.authorKey, request.wrapKey])
    if ((await importPublicKey(jwk)) === undefined) return false;
  const proof = await verifyJws(request.proof, {
    jwk: request.deliveryKey,
    typ: ENROLMENT_TYP,
    schema: proofSchema,
  });
  return proof?.jti === ticket.jti && proof.deviceId === request.deviceId;
}

async function note(
  { tx }: Work,
  { ticket, vouchedBy }: ReadTicket,
  signed: string,
): Promise<void> {
  const { county, station, deviceNumber, clerk } = ticket;
  const isNoted = await noteTicket(tx, {
    county,
    ticketId: ticket.jti,
    stationCode: station.code,
    deviceNumber,
    clerkId: clerk.id,
    clerkName: clerk.name,
    signed,
    issuedAt: new Date(ticket.iat * 1000),
    expiresAt: new Date(ticket.exp * 1000),
    deviceId: ticket.deviceId ?? null,
    vouchedBy,
  });
  if (isNoted)
    await passDeviceNumber(tx, {
      county,
      code: station.code,
      number: deviceNumber,
    });
}

async function isKnown(
  work: Work,
  county: string,
  request: EnrolmentRequest,
): Promise<boolean> {
  const kid = await calculateJwkThumbprint(request.authorKey);
  const author = await findAuthorKey(work.tx, { county, kid });
  return (
    author?.deviceId === request.deviceId &&
    (await isDeliveryKey(work, county, request))
  );
}

async function isDeliveryKey(
  { tx }: Work,
  county: string,
  { deviceId, deliveryKey }: EnrolmentRequest,
): Promise<boolean> {
  const device = await findDevice(tx, { county, deviceId });
  return (
    device !== undefined &&
    (await calculateJwkThumbprint(device.deliveryJwk)) ===
      (await calculateJwkThumbprint(deliveryKey))
  );
}

/** False when the device's id or its author key is known from another ticket. */
async function bind(
  work: Work,
  {
    request,
    read: { ticket, vouchedBy: kidOfHead },
    at,
  }: { request: EnrolmentRequest; read: ReadTicket; at: Date },
): Promise<boolean> {
  const { county, clerk, role } = ticket;
  const vouchedBy = kidOfHead ?? (isVouchedId(clerk.id) ? AT_CONSOLE : null);
  const { deviceId } = request;
  const kid = await calculateJwkThumbprint(request.authorKey);
  if (await findAuthorKey(work.tx, { county, kid })) return false;
  const isThere =
    ticket.deviceId === undefined
      ? await addDevice(work.tx, {
          county,
          deviceId,
          stationCode: ticket.station.code,
          deviceNumber: ticket.deviceNumber,
          deliveryJwk: request.deliveryKey,
          enrolledAt: at,
          vaultEscrow: request.escrow,
        })
      : await isDeliveryKey(work, county, request);
  if (!isThere) return false;
  await useTicket(work.tx, { county, ticketId: ticket.jti, by: deviceId, at });
  const isNewKey = await addAuthorKey(work.tx, {
    county,
    kid,
    deviceId,
    clerkId: clerk.id,
    clerkName: clerk.name,
    jwk: request.authorKey,
    wrapJwk: request.wrapKey,
    role,
    vouchedBy,
    validFrom: at,
    validUntil: vouchedBy === null ? null : vouchedUntil(ticket, at),
  });
  if (!isNewKey) throw new Error('the author key belongs to another device');
  if (request.vaultId !== undefined)
    await saveEscrow(work.tx, {
      county,
      deviceId,
      vaultId: request.vaultId,
      sealed: request.escrow,
      at,
    });
  await addDeviceAct(work.tx, {
    county,
    act: 'clerkEnrolled',
    deviceId,
    clerkId: clerk.id,
    detail: { role, vouchedBy },
    at,
  });
  return true;
}

/**
 * 30 days after the head's word by his clock, and never more than 30 from now: a
 * device's clock may be wrong.
 */
function vouchedUntil({ iat }: Ticket, at: Date): Date {
  return new Date(Math.min(iat * 1000, at.getTime()) + VOUCHED_MS);
}
