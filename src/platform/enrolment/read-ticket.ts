import {
  ticketSchema,
  type EnrolmentRequest,
  type Ticket,
} from '../../protocol/enrolment.ts';
import { TICKET_TYP, type PublicJwk } from '../../protocol/keys.ts';
import type { PlatformContext } from '../context.ts';
import { findAuthorKey } from '../database/queries/author-keys.ts';
import { findDevice } from '../database/queries/devices.ts';
import { readKid, verifyJws } from '../keys/verify-jws.ts';
import { isVouchedId } from './vouched-clerk.ts';

export type ReadTicket = {
  ticket: Ticket;
  /** Author key of the head who signed it; null: the county did. */
  vouchedBy: string | null;
};

/**
 * A ticket of this county, or of a head of the same station for a clerk on his
 * own device. undefined: it is neither, or asks for what the county gives nobody.
 */
export async function readTicket(
  context: PlatformContext,
  { ticket: jws, deviceId }: EnrolmentRequest,
): Promise<ReadTicket | undefined> {
  const { keys, config } = context;
  const kid = readKid(jws);
  const isOurs = kid === undefined || kid === keys.ticket.kid;
  const head = isOurs ? undefined : await findHead(context, { kid, deviceId });
  if (!isOurs && head === undefined) return undefined;
  const ticket = await verifyJws(jws, {
    jwk: head?.jwk ?? keys.ticket.publicJwk,
    typ: TICKET_TYP,
    schema: ticketSchema,
  });
  if (
    ticket === undefined ||
    ticket.county !== config.county ||
    (ticket.policy === 'pin' && !config.demo) ||
    (ticket.deviceId !== undefined && ticket.deviceId !== deviceId)
  )
    return undefined;
  if (head === undefined) return { ticket, vouchedBy: null };
  // A head gives nobody's name away: his clerks are new ones.
  const isFitting =
    isVouchedId(ticket.clerk.id) &&
    ticket.deviceId !== undefined &&
    ticket.role === 'clerk' &&
    ticket.station.code === head.stationCode &&
    ticket.deviceNumber === head.deviceNumber;
  return isFitting ? { ticket, vouchedBy: head.kid } : undefined;
}

type Head = {
  kid: string;
  jwk: PublicJwk;
  stationCode: string;
  deviceNumber: number;
};

/** A head on that device whom the county let in and has not taken out. */
async function findHead(
  { sql, config }: PlatformContext,
  { kid, deviceId }: { kid: string; deviceId: string },
): Promise<Head | undefined> {
  const { county } = config;
  const key = await findAuthorKey(sql, { county, kid });
  if (
    key?.deviceId !== deviceId ||
    key.role !== 'head' ||
    key.vouchedBy !== null ||
    key.removedAt !== null ||
    key.suspendedAt !== null
  )
    return undefined;
  const device = await findDevice(sql, { county, deviceId });
  if (device?.state !== 'active') return undefined;
  const { stationCode, deviceNumber } = device;
  return { kid, jwk: key.jwk, stationCode, deviceNumber };
}
