import { calculateJwkThumbprint } from 'jose';
import * as v from 'valibot';
import {
  ticketSchema,
  type EnrolmentAnswer,
  type EnrolmentRequest,
  type Ticket,
} from '../../protocol/enrolment.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { ENROLMENT_TYP, TICKET_TYP } from '../../protocol/keys.ts';
import type { PlatformContext } from '../context.ts';
import {
  addAuthorKey,
  findAuthorKey,
} from '../database/queries/author-keys.ts';
import { addDevice, findDevice } from '../database/queries/devices.ts';
import { lockTicket, useTicket } from '../database/queries/tickets.ts';
import { transact, type Work } from '../database/transaction.ts';
import { importPublicKey, verifyJws } from '../keys/verify-jws.ts';

const proofSchema = v.object({ jti: v.string(), deviceId: v.string() });

type Failure = 'ticketInvalid' | 'ticketExpired' | 'ticketUsed';

/**
 * Binds a ticket to the first device that shows it, with that device's keys. The
 * same device may say it again, even after the ticket's end: its first answer
 * may have been lost.
 */
export async function enrolDevice(
  context: PlatformContext,
  request: EnrolmentRequest,
): Promise<Outcome<EnrolmentAnswer, Failure>> {
  const { sql, config, keys, clock } = context;
  const { county } = config;
  const ticket = await verifyJws(request.ticket, {
    jwk: keys.ticket.publicJwk,
    typ: TICKET_TYP,
    schema: ticketSchema,
  });
  if (
    ticket === undefined ||
    ticket.county !== county ||
    !(await fits(request, ticket))
  )
    return { ok: false, code: 'ticketInvalid' };

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
    const row = await lockTicket(work.tx, { county, ticketId: ticket.jti });
    if (row === undefined) return { ok: false, code: 'ticketInvalid' };
    if (row.usedBy !== null) {
      const isSame =
        row.usedBy === request.deviceId &&
        (await isKnownKey(work, county, request));
      return isSame
        ? { ok: true, value: answer }
        : { ok: false, code: 'ticketUsed' };
    }
    if (at.getTime() >= ticket.exp * 1000)
      return { ok: false, code: 'ticketExpired' };
    return (await bind(work, { request, ticket, at }))
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

async function isKnownKey(
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
    ticket,
    at,
  }: { request: EnrolmentRequest; ticket: Ticket; at: Date },
): Promise<boolean> {
  const { county } = ticket;
  const { deviceId } = request;
  const kid = await calculateJwkThumbprint(request.authorKey);
  if (await findAuthorKey(work.tx, { county, kid })) return false;
  const isAdded = await addDevice(work.tx, {
    county,
    deviceId,
    stationCode: ticket.station.code,
    deviceNumber: ticket.deviceNumber,
    deliveryJwk: request.deliveryKey,
    enrolledAt: at,
    vaultEscrow: request.escrow,
  });
  if (!isAdded) return false;
  await useTicket(work.tx, { county, ticketId: ticket.jti, by: deviceId, at });
  const isNewKey = await addAuthorKey(work.tx, {
    county,
    kid,
    deviceId,
    clerkId: ticket.clerk.id,
    clerkName: ticket.clerk.name,
    jwk: request.authorKey,
    wrapJwk: request.wrapKey,
    validFrom: at,
  });
  if (!isNewKey) throw new Error('the author key belongs to another device');
  return true;
}
