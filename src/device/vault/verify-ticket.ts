import type { Outcome } from '../../protocol/error-code.ts';
import { findMeta } from '../database/meta.ts';
import { read } from '../database/write.ts';
import type { DeviceContext } from '../device-context.ts';
import { failed } from '../outcome.ts';
import { isTurnedAway } from './bind-by-ticket.ts';
import { mayEnrolAgain } from './may-enrol-again.ts';
import { getTicket } from './enrolled.ts';
import {
  readTicket,
  type ReadTicket,
  type TicketReader,
} from './read-ticket.ts';

/** Judges a ticket with the key set that is here, else with a fresh one. */
export async function verifyTicket(
  context: Pick<DeviceContext, 'store' | 'ports' | 'files' | 'vault'>,
  jws: string,
): Promise<Outcome<ReadTicket>> {
  const { ports, files } = context;
  const given = {
    device: await findReader(context),
    nowMs: ports.clock.wallMs(),
  };
  const held = await files.keySet();
  if (held !== undefined) {
    const verified = await readTicket(jws, { ...given, keySetJws: held.jws });
    if (verified.ok || verified.code !== 'ticketInvalid') return verified;
  }
  const fetched = await files.refreshKeys();
  const fresh = await files.keySet();
  if (fresh === undefined) return failed(fetched.ok ? 'portal' : fetched.code);
  return readTicket(jws, { ...given, keySetJws: fresh.jws });
}

/** A head's word counts while he, or another clerk, is there to be seen. */
async function findReader({
  store,
  vault,
}: Pick<DeviceContext, 'store' | 'vault'>): Promise<TicketReader | null> {
  const { device, clerks, access, enrolment } = await read(
    store,
    async (db) => ({
      device: await findMeta(db, 'device'),
      enrolment: await findMeta(db, 'enrolment'),
      access: await findMeta(db, 'access'),
      clerks: await db.clerks.toArray(),
    }),
  );
  if (device === undefined) return null;
  const ticket = await getTicket(store);
  const heads = clerks.filter(
    ({ role, isVouched }) =>
      (role ?? ticket.role) === 'head' && isVouched !== true,
  );
  return {
    id: device.id,
    rootThumbprint: device.rootThumbprint,
    stationCode: ticket.station.code,
    mayEnrolAgain: mayEnrolAgain(access) || isTurnedAway(enrolment),
    heads:
      vault.unlocked === undefined
        ? []
        : heads.map(({ authorPublic }) => authorPublic),
  };
}
