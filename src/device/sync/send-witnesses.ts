// After a restore of the county: events that it may have lost are offered to it,
// each with the MAC that it was pulled with. A person there adopts them. This
// comes before anything is pulled, which may put another event in their place.
import * as v from 'valibot';
import {
  witnessSchema,
  WITNESSES_AT_ONCE,
  type Witness,
} from '../../protocol/witnesses.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import type { MetaRows } from '../database/meta-rows.ts';
import type { EventRow } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import { eventPlace } from '../cases/find-case.ts';
import { openRow } from '../vault/row-cipher.ts';
import type { Unlocked } from '../vault/vault-session.ts';
import { decideAnswer } from './decide-answer.ts';
import { ask, jsonBody } from './request.ts';
import type { RoundContext, StepEnd } from './round-context.ts';
import type { Session } from './session.ts';

/** Of the JSON of one request. */
const REQUEST_BYTES = 48 * 1024;
/** After so many rounds in which the county did not take them, pulling goes on. */
const ROUNDS = 3;

type Doubt = MetaRows['witness']['list'][number];

/** Whether events wait to be offered before anything is pulled over them. */
export async function hasWitnesses({
  store,
  memory,
}: Pick<RoundContext, 'store' | 'memory'>): Promise<boolean> {
  const witness = await read(store, (db) => findMeta(db, 'witness'));
  return (witness?.list.length ?? 0) > 0 && memory.witnessRounds < ROUNDS;
}

/** Offers what is in doubt; only while unlocked, since the events are sealed. */
export async function sendWitnesses(
  context: RoundContext,
  session: Session,
): Promise<StepEnd> {
  const { store, memory, vault, mayBegin } = context;
  let progressed = false;
  for (;;) {
    const { unlocked } = vault;
    const witness = await read(store, (db) => findMeta(db, 'witness'));
    const [doubt] = witness?.list ?? [];
    if (unlocked === undefined || doubt === undefined)
      return { end: 'done', progressed, more: false };
    if (!mayBegin()) return { end: 'done', progressed, more: true };
    const { items, last } = await gather(context, unlocked, doubt);
    if (items.length > 0) {
      const said = await offer(context, session, items);
      if (said === 'newSession') return { end: 'newSession', progressed };
      if (said === 'later') {
        memory.witnessRounds += 1;
        return { end: 'done', progressed, more: false };
      }
    }
    memory.witnessRounds = 0;
    progressed = true;
    await moveOn(context, doubt, last);
  }
}

/** `last`: the place that was looked at last; null: there is nothing more. */
async function gather(
  { store }: RoundContext,
  unlocked: Unlocked,
  { audience, from, epoch }: Doubt,
): Promise<{ items: Witness[]; last: number | null }> {
  const rows = await read(store, (db) =>
    db.events
      .where('[audience+pos]')
      .between([audience, from], [audience, Infinity], false, true)
      .limit(WITNESSES_AT_ONCE)
      .toArray(),
  );
  const items: Witness[] = [];
  let bytes = 0;
  let last: number | null = null;
  for (const row of rows) {
    const item = row.epoch === epoch ? await witnessOf(unlocked, row) : null;
    const size = item === null ? 0 : JSON.stringify(item).length;
    if (items.length > 0 && bytes + size > REQUEST_BYTES)
      return { items, last };
    bytes += size;
    last = row.pos ?? null;
    if (item !== null) items.push(item);
  }
  return { items, last: rows.length < WITNESSES_AT_ONCE ? null : last };
}

/** null: damaged, under another key, or no event by itself. */
async function witnessOf(
  { vault }: Unlocked,
  { caseId, n, sealed, audience, pos, epoch, mac, via }: EventRow,
): Promise<Witness | null> {
  if (via !== 'event') return null;
  const body = await openRow<unknown>(vault, eventPlace(caseId, n), sealed);
  const witness = { epoch, audience, pos, caseId, body, mac };
  const parsed = v.safeParse(witnessSchema, witness);
  return parsed.success ? parsed.output : null;
}

async function offer(
  { ports, memory }: RoundContext,
  session: Session,
  items: Witness[],
): Promise<'taken' | 'newSession' | 'later'> {
  const { body, headers } = await jsonBody({ items });
  const heard = await ask(ports, {
    method: 'POST',
    path: '/api/v1/witnesses',
    token: session.token,
    headers,
    body,
    pace: memory.pace,
  });
  const decision = decideAnswer({ kind: 'witnesses' }, heard);
  if (decision.act === 'take') return 'taken';
  if (decision.act === 'newSession' || decision.act === 'epochChanged')
    return 'newSession';
  // An older county has no place for them.
  return heard.kind === 'answer' && heard.status === 404 ? 'taken' : 'later';
}

async function moveOn(
  { store }: RoundContext,
  done: Doubt,
  last: number | null,
): Promise<void> {
  await write(store, ['meta'], async () => {
    const { list = [] } = (await findMeta(store.db, 'witness')) ?? {};
    await putMeta(store.db, 'witness', {
      list: list.flatMap((each) => {
        const isIt =
          each.audience === done.audience &&
          each.epoch === done.epoch &&
          each.from === done.from;
        if (!isIt) return [each];
        return last === null ? [] : [{ ...each, from: last }];
      }),
    });
  });
}
