// The ticket of this device, as it was verified when it was read.
import { decodeJwt } from 'jose';
import * as v from 'valibot';
import { ticketSchema, type Ticket } from '../../protocol/enrolment.ts';
import { findMeta } from '../database/meta.ts';
import { read, type Store } from '../database/write.ts';

/** undefined before a ticket was read. */
export async function findTicket(store: Store): Promise<Ticket | undefined> {
  const row = await read(store, (db) => findMeta(db, 'ticket'));
  if (row === undefined) return undefined;
  return v.parse(ticketSchema, decodeJwt(row.jws));
}

/** @throws before a ticket was read. */
export async function getTicket(store: Store): Promise<Ticket> {
  const ticket = await findTicket(store);
  if (ticket === undefined) throw new Error('no ticket was read');
  return ticket;
}
