// device.*: where the device stands, its ticket, unlock and lock. What becomes of its
// clerks is seldom done, and loaded when it is.
import type { Outcome } from '../../protocol/error-code.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import { STORE_NAMES } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import type { DeviceApi, StationView } from '../device-api.ts';
import { tidyDrafts } from '../drafts/tidy-drafts.ts';
import { nowIso } from '../device-context.ts';
import { ACT_STORES, recordAct } from '../journal/record-act.ts';
import { attempt, done, failed } from '../outcome.ts';
import { decideAnswer } from '../sync/decide-answer.ts';
import { ask } from '../sync/request.ts';
import { bindByTicket } from '../vault/bind-by-ticket.ts';
import { enrol, type ChosenSecret } from '../vault/enrol.ts';
import { rotate } from '../vault/rotate.ts';
import { unlock } from '../vault/unlock.ts';
import { makeCardText } from '../vault/unlock-card.ts';
import { verifyTicket } from '../vault/verify-ticket.ts';
import { makeWatch } from '../watch.ts';
import { lockNow, whileOpen, type CallContext } from './call-context.ts';
import { viewState, viewStation } from './device-state.ts';

export function deviceCalls(context: CallContext): DeviceApi['device'] {
  const { store, ports, vault, rounds, keeper } = context;
  const unlockClerk: DeviceApi['device']['unlock'] = (
    clerkId,
    secret,
    factor,
  ) =>
    attempt(async () => {
      const unlocked = await unlock(context, { clerkId, secret, factor });
      if (!unlocked.ok) return unlocked;
      await tidyDrafts(store, ports);
      void keeper.begin();
      void rounds.trigger('work');
      return done(null);
    });
  return {
    watchState: makeWatch(
      {
        store,
        stores: ['meta', 'clerks', 'catalogues'],
        others: [(listener) => vault.listen(listener)],
      },
      () => viewState(context),
    ),
    tryAgain: () =>
      attempt(async () => {
        await read(store, (db) => db.meta.count());
        await context.start();
        // Everything that is watched is there for the first time.
        store.changes.announce(STORE_NAMES);
        return done(null);
      }),
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
    vouch: (name) =>
      whileOpen(context, async (open) => {
        const { vouch } = await import('../vault/vouch.ts');
        const ticket = await vouch(open, name);
        return ticket.ok ? keepTicket(context, ticket.value) : ticket;
      }),
    dropTicket: () =>
      write(store, ['meta'], () => store.db.meta.delete('clerkTicket')),
    makeCard: () => makeCardText(ports.randomBytes),
    enrol: (secret, factor) =>
      attempt(async () => {
        const made = await choose(context, { secret, factor });
        if (made.ok) void rounds.trigger('work');
        return made;
      }),
    unlock: unlockClerk,
    handOver: (clerkId, secret) =>
      whileOpen(context, async ({ unlocked }) => {
        const from = unlocked.clerk.id;
        const taken = await unlockClerk(clerkId, secret);
        if (!taken.ok) return taken;
        const at = nowIso(context);
        await write(store, ACT_STORES, async () => {
          for (const clerk of [from, clerkId])
            await recordAct(store.db, {
              act: 'handedOver',
              caseId: null,
              at,
              clerkId: clerk,
            });
        });
        return taken;
      }),
    lock() {
      lockNow(context);
      return Promise.resolve();
    },
    changeSecret: (old, chosen) =>
      whileOpen(context, async ({ unlocked }) => {
        const { changeSecret } = await import('../vault/change-secret.ts');
        const clerkId = unlocked.clerk.id;
        return changeSecret(context, { clerkId, old, chosen });
      }),
    removeClerk: (clerkId) =>
      whileOpen(context, async (open) => {
        const own = await read(store, (db) =>
          db.clerks.get(open.unlocked.clerk.id),
        );
        if (own?.role !== 'head' && own?.id !== clerkId)
          return failed('forbidden');
        const removed = await rotate(open, { without: clerkId });
        if (!removed.ok) return removed;
        vault.forgetCard(clerkId);
        if (vault.unlocked === undefined) lockNow(context);
        // The next one tells the county.
        rounds.forgetSession();
        void keeper.begin();
        void rounds.trigger('work');
        return removed;
      }),
  };
}

/** The ticket's clerk has chosen: he makes the device, or comes to it. */
async function choose(
  context: CallContext,
  chosen: ChosenSecret,
): Promise<Outcome<null>> {
  const { rows, device } = await read(context.store, async (db) => ({
    rows: {
      ticket: await findMeta(db, 'ticket'),
      clerkTicket: await findMeta(db, 'clerkTicket'),
    },
    device: await findMeta(db, 'device'),
  }));
  const row = device === undefined ? rows.ticket : rows.clerkTicket;
  if (row === undefined)
    return failed(device === undefined ? 'notEnrolled' : 'ticketUsed');
  const verified = await verifyTicket(context, row.jws);
  if (!verified.ok) return verified;
  const given = { ...chosen, ticketJws: row.jws, read: verified.value };
  if (device === undefined) return enrol(context, given);
  if (verified.value.ticket.deviceId !== undefined) {
    const { addClerk } = await import('../vault/add-clerk.ts');
    return addClerk(context, given);
  }
  const { enrolAgain } = await import('../vault/enrol-again.ts');
  const again = await enrolAgain(context, given);
  if (!again.ok) return again;
  // What is open at the county is the former device's.
  context.rounds.forgetSession();
  void context.keeper.begin();
  return again;
}

function keepTicket(
  context: CallContext,
  text: string,
): Promise<Outcome<StationView>> {
  const { store, files, rounds } = context;
  return attempt(async () => {
    const jws = text.trim();
    const verified = await verifyTicket(context, jws);
    if (!verified.ok) return verified;
    const { ticket } = verified.value;
    const bound = await bindByTicket(store, { jws, ticket });
    if (!bound.ok) return bound;
    if (bound.value) {
      void rounds.trigger('person');
      return done(viewStation(ticket));
    }
    await write(store, ['meta'], async () => {
      const isNew = (await findMeta(store.db, 'device')) === undefined;
      await putMeta(store.db, isNew ? 'ticket' : 'clerkTicket', { jws });
    });
    await files.loadMissing();
    return done(viewStation(ticket));
  });
}
