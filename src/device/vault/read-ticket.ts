import { calculateJwkThumbprint, decodeJwt } from 'jose';
import * as v from 'valibot';
import { ticketSchema, type Ticket } from '../../protocol/enrolment.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import {
  TICKET_TYP,
  type KeySet,
  type PublicJwk,
} from '../../protocol/keys.ts';
import { done, failed } from '../outcome.ts';
import { readKid, verifyClaims, verifyKeySet } from './county-keys.ts';

/** `isVouched`: signed by a head of this station, not by the county. */
export type ReadTicket = { ticket: Ticket; keySet: KeySet; isVouched: boolean };

/** A device that is enrolled already, and the heads who may vouch on it. */
export type TicketReader = {
  id: string;
  rootThumbprint: string;
  stationCode: string;
  heads: readonly PublicJwk[];
  /** A ticket of a device may be for it (enrol-again.ts, bind-by-ticket.ts). */
  mayEnrolAgain: boolean;
};

/**
 * Reads a ticket: by its root's thumbprint the key set is judged, by the key set
 * the ticket. `device`: the ticket must add a clerk to this device, and a head of
 * its station may have signed it, or must make a new one of it; null: it must enrol a
 * device.
 */
export async function readTicket(
  jws: string,
  {
    keySetJws,
    device,
    nowMs,
  }: {
    keySetJws: string;
    device: TicketReader | null;
    nowMs: number;
  },
): Promise<Outcome<ReadTicket, 'ticketInvalid' | 'ticketExpired'>> {
  const claimed = peek(jws);
  if (claimed === undefined) return failed('ticketInvalid');
  const root = claimed.rootThumbprint;
  if (device !== null && device.rootThumbprint !== root)
    return failed('ticketInvalid');
  const keySet = await verifyKeySet(keySetJws, root);
  const kid = readKid(jws);
  if (keySet === undefined || kid === undefined) return failed('ticketInvalid');
  const ofCounty = keySet.ticket.find((key) => key.kid === kid)?.jwk;
  const jwk = ofCounty ?? (await findByThumbprint(device?.heads ?? [], kid));
  if (jwk === undefined) return failed('ticketInvalid');
  const claims = await verifyClaims(jws, { jwk, typ: TICKET_TYP });
  const parsed = v.safeParse(ticketSchema, claims);
  if (!parsed.success) return failed('ticketInvalid');
  const ticket = parsed.output;
  const isVouched = ofCounty === undefined;
  if (
    ticket.county !== keySet.county ||
    !isForDevice(ticket, device) ||
    (device !== null && ticket.station.code !== device.stationCode) ||
    // A PIN alone is for the demo; and a head makes no other head and no device.
    (ticket.policy === 'pin' && !ticket.demo) ||
    (isVouched && (ticket.role !== 'clerk' || ticket.deviceId === undefined))
  )
    return failed('ticketInvalid');
  if (ticket.exp * 1000 <= nowMs)
    return failed('ticketExpired', {
      expiredAt: new Date(ticket.exp * 1000).toISOString(),
    });
  return done({ ticket, keySet, isVouched });
}

function isForDevice(
  { deviceId }: Ticket,
  device: TicketReader | null,
): boolean {
  return deviceId === undefined
    ? device === null || device.mayEnrolAgain
    : deviceId === device?.id;
}

async function findByThumbprint(
  keys: readonly PublicJwk[],
  kid: string,
): Promise<PublicJwk | undefined> {
  for (const jwk of keys)
    if ((await calculateJwkThumbprint(jwk)) === kid) return jwk;
  return undefined;
}

/** The claims before they are believed. */
function peek(jws: string): Ticket | undefined {
  try {
    const parsed = v.safeParse(ticketSchema, decodeJwt(jws));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
