// What a device made before it enrolled again is delivered in its former name, with
// the delivery key that it had then, before its own work: that may build on it.
import { CompactSign } from 'jose';
import { SESSION_TYP } from '../../protocol/keys.ts';
import { readControl } from '../../protocol/control.ts';
import { SIGN_ALG } from '../../protocol/sealed-operation.ts';
import type { SessionAnswer, SessionRequest } from '../../protocol/session.ts';
import { toUtf8 } from '../bytes.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import type { FormerDevice } from '../database/meta-rows.ts';
import type { OutboxRow } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import { nowIso } from '../device-context.ts';
import { changeFormer, placesHere } from '../outbox/former-queue.ts';
import { sendAgain } from '../outbox/material-turn.ts';
import { unheard, withHeard } from '../vault/author-left.ts';
import { askToBind, stateOf } from './bind-device.ts';
import { compareChain } from './compare-chain.ts';
import { decideAnswer, type Decision } from './decide-answer.ts';
import { push } from './push.ts';
import { ask, jsonBody } from './request.ts';
import {
  freshMemory,
  type DeliveryContext,
  type StepEnd,
} from './round-context.ts';
import { sendCopies } from './send-copies.ts';
import type { Session } from './session.ts';

const TRIES = 3;
const NO_NONCE = 'none';

/**
 * Delivers for each former device of which something waits, or all of it again when
 * the county's epoch has moved. One that the county fails on is tried in another
 * round and holds nothing up.
 */
export async function deliverFormer(
  context: DeliveryContext,
  session: Session,
): Promise<StepEnd> {
  const { store, memory, mayBegin } = context;
  const formers = await read(store, (db) => findMeta(db, 'formerDevices'));
  let progressed = false;
  let more = false;
  for (const former of formers?.list ?? []) {
    const rest = await restOf(context, former, session.epoch);
    if (rest === 'nothing') {
      await forget(context, former);
      continue;
    }
    if (rest === 'settled' && former.epoch === session.epoch) continue;
    if (!mayBegin()) return { end: 'done', progressed, more: true };
    const own = memory.formers.get(former.id) ?? freshMemory();
    memory.formers.set(former.id, own);
    // What the county has of it is asked anew.
    if (former.epoch !== session.epoch) own.session = null;
    const { epoch } = session;
    const end = await deliverOne({ ...context, memory: own, former, epoch });
    progressed ||= end.progressed;
    if (end.end === 'done') more ||= end.more;
    // No line, and not the county: what comes after this fails as well.
    if (end.end === 'later' && end.why !== 'server')
      return { ...end, progressed };
  }
  return { end: 'done', progressed, more };
}

/** `epoch`: the present one, as this device was told. */
type Formerly = DeliveryContext & { former: FormerDevice; epoch: string };

async function deliverOne(context: Formerly): Promise<StepEnd> {
  const { memory } = context;
  for (let i = 0; i < 2; i += 1) {
    const bound = await bind(context);
    if (bound.act === 'later') return laterOf(bound);
    const opened =
      memory.session === null
        ? await openSession(context)
        : { act: 'take' as const, value: memory.session };
    if (opened.act !== 'take') return laterOf(opened);
    memory.session = opened.value;
    const pushed = await push(context, opened.value);
    const end =
      pushed.end === 'done' ? await sendCopies(context, opened.value) : pushed;
    if (end.end !== 'newSession')
      return { ...end, progressed: end.progressed || pushed.progressed };
    memory.session = null;
  }
  return { end: 'later', progressed: false, why: 'server', retryAfterS: null };
}

function laterOf(decision: Exclude<Decision<unknown>, { act: 'take' }>) {
  const isLater = decision.act === 'later';
  return {
    end: 'later' as const,
    progressed: false,
    why: isLater ? decision.why : ('server' as const),
    retryAfterS: isLater ? decision.retryAfterS : null,
  };
}

/** What is still asked of its rows: to be sent, to be kept, or nothing. */
async function restOf(
  { store }: DeliveryContext,
  former: FormerDevice,
  epoch: string,
): Promise<'waits' | 'settled' | 'nothing'> {
  if (unheard(former.left, epoch).length > 0) return 'waits';
  const [from, to] = placesHere(former);
  const isOwed = ({ seq, isCopyOwed }: OutboxRow) =>
    isCopyOwed === true && seq >= from && seq <= to;
  return read(store, async ({ outbox }) => {
    // In every round: by indexes, and few rows are read.
    const inState = (state: OutboxRow['state']) =>
      outbox
        .where('[state+seq]')
        .between([state, from], [state, to], true, true);
    const settledOwed = outbox
      .where('[state+result]')
      .equals(['settled', 'refused'])
      .filter(isOwed);
    const waiting =
      (await inState('pending').count()) +
      (await inState('attention').filter(isOwed).count()) +
      (await settledOwed.count());
    if (waiting > 0) return 'waits';
    const rows = outbox.where('seq').between(from, to, true, true);
    return (await rows.count()) > 0 ? 'settled' : 'nothing';
  });
}

/** All that it made is safe at the county, and has left this device. */
async function forget(
  { store, memory }: DeliveryContext,
  { id }: FormerDevice,
): Promise<void> {
  const { db } = store;
  memory.formers.delete(id);
  await write(store, ['meta', 'keys'], async () => {
    const list = (await findMeta(db, 'formerDevices'))?.list ?? [];
    await putMeta(db, 'formerDevices', {
      list: list.filter((each) => each.id !== id),
    });
    await db.keys.delete(`former/${id}`);
  });
}

/** Its own and its clerks' enrolments that the county has not heard, or has lost. */
async function bind(context: Formerly): Promise<Decision<null>> {
  const { store, former } = context;
  const { db } = store;
  for (const { request, state } of former.enrolments) {
    if (state !== 'waiting') continue;
    const decision = await askToBind(context, request);
    if (decision.act !== 'take' && decision.act !== 'no') return decision;
    former.enrolments = former.enrolments.map((each) =>
      each.request.proof === request.proof
        ? { ...each, ...stateOf(decision) }
        : each,
    );
    const { enrolments } = former;
    await write(store, ['meta'], () =>
      changeFormer(db, former.id, { enrolments }),
    );
  }
  return { act: 'take', value: null };
}

async function openSession(context: Formerly): Promise<Decision<Session>> {
  const { store, ports, former } = context;
  const { key, now } = await read(store, async (db) => ({
    key: await db.keys.get(`former/${former.id}`),
    now: (await findMeta(db, 'formerDevices'))?.list.find(
      ({ id }) => id === former.id,
    ),
  }));
  if (key === undefined || !('privateKey' in key) || now === undefined)
    throw new Error('a former device without its key');
  const { epoch, ack, seq, head } = now;
  // What the county heard before it was restored it hears again.
  const left = unheard(now.left, context.epoch);
  let nonce = now.nonce ?? NO_NONCE;
  let decision: Decision<SessionAnswer> = { act: 'newSession', nonce };
  for (let i = 0; i < TRIES && decision.act === 'newSession'; i += 1) {
    const claims = { iss: former.id, aud: 'intake', nonce };
    const assertion = await new CompactSign(toUtf8(JSON.stringify(claims)))
      .setProtectedHeader({ alg: SIGN_ALG, typ: SESSION_TYP })
      .sign(key.privateKey);
    const { body, headers } = await jsonBody({
      assertion,
      authorAssertion: null,
      have: { epoch, ack, cursors: [], seq, head },
      ...(left.length === 0 ? {} : { left }),
    } satisfies SessionRequest);
    const heard = await ask(ports, {
      method: 'POST',
      path: '/api/v1/session',
      headers,
      body,
    });
    decision = decideAnswer({ kind: 'session' }, heard);
    if (decision.act !== 'newSession') break;
    if (decision.nonce === null) {
      await bindAgain(context);
      return decision;
    }
    ({ nonce } = decision);
  }
  if (decision.act !== 'take') return decision;
  await keep(context, now, decision.value);
  const { token, scope, audiences, limits } = decision.value;
  return {
    act: 'take',
    value: {
      token,
      scope,
      epoch: decision.value.epoch,
      audiences,
      limits,
      // Materials go in this device's own name.
      takesBundles: false,
    },
  };
}

/** The county does not know it: a restore has lost that. */
async function bindAgain({ store, former }: Formerly): Promise<void> {
  const { db } = store;
  const enrolments = former.enrolments.map((each) => ({
    ...each,
    state: each.state === 'bound' ? ('waiting' as const) : each.state,
  }));
  await write(store, ['meta'], () =>
    changeFormer(db, former.id, { enrolments }),
  );
}

/** Of what a session says only what concerns its operations is this device's. */
async function keep(
  context: Formerly,
  before: FormerDevice,
  answer: SessionAnswer,
): Promise<void> {
  const { store, memory } = context;
  const { db } = store;
  const { id, down, seq: made } = before;
  const { have, epoch, nonce, ack } = answer;
  const isForced = memory.mustReconcile;
  const isRestored = before.epoch !== null && before.epoch !== epoch;
  // Of a forked chain a place says nothing, but to a county that was restored all
  // goes again.
  const isForked = readControl(answer.control).some(
    ({ kind }) => kind === 'enrolAgain',
  );
  const at = nowIso(context);
  await write(store, ['meta', 'outbox', 'materials'], async () => {
    if (!isForked || isForced || before.epoch !== epoch)
      await compareChain(db, {
        have,
        made,
        epoch,
        isForced,
        isRestored,
        down,
      });
    for (const { sha256 } of answer.wanted ?? [])
      await sendAgain(db, sha256, at);
    await changeFormer(db, id, {
      epoch,
      nonce,
      ack: ack ?? before.ack,
      left: withHeard(before.left, answer),
    });
  });
  memory.mustReconcile = false;
}
