// device.*: where the device stands, its ticket, unlock and lock.
import type { Ticket } from '../../protocol/enrolment.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import { read, write } from '../database/write.ts';
import type { DeviceApi, DeviceState, StationView } from '../device-api.ts';
import { tidyDrafts } from '../drafts/tidy-drafts.ts';
import { attempt, done, failed } from '../outcome.ts';
import { decideAnswer } from '../sync/decide-answer.ts';
import { ask } from '../sync/request.ts';
import { enrol } from '../vault/enrol.ts';
import { findTicket } from '../vault/enrolled.ts';
import { readTicket, type ReadTicket } from '../vault/read-ticket.ts';
import { unlock } from '../vault/unlock.ts';
import { makeWatch } from '../watch.ts';
import type { CallContext } from './call-context.ts';

export function deviceCalls(context: CallContext): DeviceApi['device'] {
  const { store, ports, vault, rounds } = context;
  return {
    watchState: makeWatch(
      {
        store,
        stores: ['meta', 'clerks', 'catalogues'],
        others: [(listener) => vault.listen(listener)],
      },
      () => viewState(context),
    ),
    readTicket: (text) => keepTicket(context, text),
    async fetchTicket(code) {
      const heard = await ask(ports, {
        method: 'GET',
        path: `/api/v1/tickets/${encodeURIComponent(code.trim())}`,
      });
      const decision = decideAnswer({ kind: 'ticket' }, heard);
      if (decision.act === 'take')
        return keepTicket(context, decision.value.ticket);
      if (decision.act === 'no') return failed(decision.code);
      if (decision.act !== 'later') return failed('unavailable');
      return failed(decision.why === 'server' ? 'unavailable' : decision.why);
    },
    enrol: (secret) =>
      attempt(async () => {
        const row = await read(store, (db) => findMeta(db, 'ticket'));
        if (row === undefined) return failed('notEnrolled');
        const verified = await verifyTicket(context, row.jws);
        if (!verified.ok) return verified;
        const enrolled = await enrol(store, ports, {
          secret,
          ticketJws: row.jws,
          read: verified.value,
        });
        if (!enrolled.ok) return enrolled;
        vault.open(enrolled.value);
        void rounds.trigger('work');
        return done(null);
      }),
    unlock: (clerkId, secret) =>
      attempt(async () => {
        const unlocked = await unlock(store, ports, { clerkId, secret });
        if (!unlocked.ok) return unlocked;
        vault.open(unlocked.value);
        await tidyDrafts(store, ports);
        void rounds.trigger('work');
        return done(null);
      }),
    lock() {
      vault.lock();
      context.cases.clear();
      rounds.forgetSession();
      return Promise.resolve();
    },
  };
}

function keepTicket(
  context: CallContext,
  text: string,
): Promise<Outcome<StationView>> {
  const { store, files } = context;
  return attempt(async () => {
    const jws = text.trim();
    const verified = await verifyTicket(context, jws);
    if (!verified.ok) return verified;
    await write(store, ['meta'], () => putMeta(store.db, 'ticket', { jws }));
    await files.loadMissing();
    return done(viewStation(verified.value.ticket));
  });
}

/** With the key set that is here, else with a fresh one. */
async function verifyTicket(
  { store, ports, files }: CallContext,
  jws: string,
): Promise<Outcome<ReadTicket>> {
  const device = await read(store, (db) => findMeta(db, 'device'));
  // A device belongs to one enrolment; another ticket is another device.
  if (device !== undefined) return failed('notAllowedNow');
  const given = { pinned: null, nowMs: ports.clock.wallMs() };
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

async function viewState({
  store,
  vault,
  files,
}: CallContext): Promise<DeviceState> {
  const ticket = await findTicket(store);
  const { device, enrolment, clerks } = await read(store, async (db) => ({
    device: await findMeta(db, 'device'),
    enrolment: await findMeta(db, 'enrolment'),
    clerks: await db.clerks.toArray(),
  }));
  const published = await files.current();
  return {
    stage:
      device !== undefined
        ? 'ready'
        : ticket !== undefined
          ? 'ticketRead'
          : 'empty',
    catalogue:
      published === undefined
        ? null
        : {
            version: published.version,
            isDraft: published.catalogue.status === 'draft',
            demo: published.demo,
          },
    station: ticket === undefined ? null : viewStation(ticket),
    policy: ticket?.policy ?? null,
    clerks: clerks.map(({ id, name }) => ({ id, name })),
    clerk: vault.unlocked?.clerk ?? null,
    bound: enrolment?.state === 'bound',
    enrolmentProblem: enrolment?.code ?? null,
  };
}

function viewStation({ station, deviceNumber }: Ticket): StationView {
  const { code, name, villageName, town9, townName, phone } = station;
  return { code, name, villageName, town9, townName, phone, deviceNumber };
}
