import { decodeJwt } from 'jose';
import * as v from 'valibot';
import { ticketSchema, type Ticket } from '../../protocol/enrolment.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { TICKET_TYP, type KeySet } from '../../protocol/keys.ts';
import { done, failed } from '../outcome.ts';
import { readKid, verifyClaims, verifyKeySet } from './county-keys.ts';

export type ReadTicket = { ticket: Ticket; keySet: KeySet };

/**
 * Reads a ticket: by its root's thumbprint the key set is judged, by the key set
 * the ticket. `pinned` = the root of a device that is enrolled already.
 */
export async function readTicket(
  jws: string,
  {
    keySetJws,
    pinned,
    nowMs,
  }: {
    keySetJws: string;
    pinned: string | null;
    nowMs: number;
  },
): Promise<Outcome<ReadTicket, 'ticketInvalid' | 'ticketExpired'>> {
  const claimed = peek(jws);
  if (claimed === undefined) return failed('ticketInvalid');
  const root = claimed.rootThumbprint;
  if (pinned !== null && pinned !== root) return failed('ticketInvalid');
  const keySet = await verifyKeySet(keySetJws, root);
  const kid = readKid(jws);
  const signer = keySet?.ticket.find((key) => key.kid === kid);
  if (keySet === undefined || signer === undefined)
    return failed('ticketInvalid');
  const claims = await verifyClaims(jws, { jwk: signer.jwk, typ: TICKET_TYP });
  const ticket = v.safeParse(ticketSchema, claims);
  if (!ticket.success || ticket.output.county !== keySet.county)
    return failed('ticketInvalid');
  if (ticket.output.exp * 1000 <= nowMs)
    return failed('ticketExpired', {
      expiredAt: new Date(ticket.output.exp * 1000).toISOString(),
    });
  return done({ ticket: ticket.output, keySet });
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
