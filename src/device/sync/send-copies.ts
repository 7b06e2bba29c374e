// The county is told of what lies in the tray, or has left it since, without its
// having stored it: the place in the chain is then known to be no loss, and what it
// says is evidence. Where the county had it all the same, its answer settles the row.
import {
  UNREADABLE_TEXT,
  type UnreadableOperation,
} from '../../protocol/unreadable.ts';
import type { RefusedCode } from '../../protocol/error-code.ts';
import type { OperationResult } from '../../protocol/operations.ts';
import { operationsIn } from '../database/pending.ts';
import type { OutboxRow } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import { nowIso } from '../device-context.ts';
import { settleTold } from '../outbox/settle.ts';
import { placesOf } from './batch.ts';
import { decideAnswer } from './decide-answer.ts';
import { decideResult } from './decide-result.ts';
import { ask, jsonBody } from './request.ts';
import type { DeliveryContext, StepEnd } from './round-context.ts';
import type { Session } from './session.ts';

/** One that the county does not take now is tried in another round. */
export async function sendCopies(
  context: DeliveryContext,
  session: Session,
): Promise<StepEnd> {
  const { store, mayBegin } = context;
  let progressed = false;
  let more = false;
  let afterSeq = placesOf(context.former)[0] - 1;
  for (;;) {
    const row = await nextOwed(context, afterSeq);
    if (row === undefined) return { end: 'done', progressed, more };
    if (!mayBegin()) return { end: 'done', progressed, more: true };
    afterSeq = row.seq;
    const told = await tell(context, session, row);
    if (told.end === 'newSession') return { end: 'newSession', progressed };
    if (told.end === 'notNow') return { end: 'done', progressed, more };
    pause(context, row);
    if (told.end === 'refused') continue;
    progressed = true;
    const { result } = told;
    const at = nowIso(context);
    const { db } = store;
    const hadAlready = await write(store, ['outbox', 'materials'], async () => {
      if (result !== undefined)
        await settleTold(db, { id: row.id, by: decideResult(result), at });
      await db.outbox.where({ id: row.id }).modify({ isCopyOwed: false });
      const now = await db.outbox.get(row.id);
      return row.state === 'attention' && now?.state !== 'attention';
    });
    // What went to the tray with it waits again.
    more ||= hadAlready;
  }
}

/** Tray and what has left it are short: a person works it off. */
async function nextOwed(
  { store, memory, ports, former }: DeliveryContext,
  afterSeq: number,
): Promise<OutboxRow | undefined> {
  const [, last] = placesOf(former);
  const pauses = memory.copyPauses;
  const due = new Set(pauses.due(ports.clock.monotonicMs()));
  const isDue = (id: string) => !pauses.has(id) || due.has(id);
  const isNext = ({ id, seq, isCopyOwed }: OutboxRow) =>
    isCopyOwed === true && seq > afterSeq && seq <= last && isDue(id);
  const [inTray, left] = await read(store, (db) =>
    Promise.all([
      operationsIn(db, 'attention').and(isNext).first(),
      db.outbox
        .where('[state+result]')
        .equals(['settled', 'refused'])
        .and(isNext)
        .sortBy('seq'),
    ]),
  );
  const found = [...(inTray ? [inTray] : []), ...left];
  return found.sort((one, other) => one.seq - other.seq)[0];
}

/**
 * Before it is told of again: the county has no place for it (an older one), a proxy
 * stands before it, or the county has lost it since.
 */
function pause({ memory, ports }: DeliveryContext, { id }: OutboxRow): void {
  const [chance = 0] = ports.randomBytes(1);
  memory.copyPauses.note(id, {
    nowMs: ports.clock.monotonicMs(),
    chance: chance / 255,
  });
}

type Told =
  | { end: 'known'; result: OperationResult | undefined }
  | { end: 'refused' }
  | { end: 'newSession' }
  | { end: 'notNow' };

async function tell(
  context: DeliveryContext,
  session: Session,
  row: OutboxRow,
): Promise<Told> {
  const { id, deviceId, seq, sha256 } = row.envelope;
  const text = JSON.stringify(row.envelope);
  const copy: UnreadableOperation = {
    id,
    deviceId,
    seq,
    sha256,
    code: (row.code ?? 'invalid') as RefusedCode,
    envelope: text.length <= UNREADABLE_TEXT ? text : null,
    ...(row.removed?.word !== undefined && { takenBack: row.removed.word }),
  };
  const first = await send(context, session, copy);
  // Whatever did not let the operation through may not let its copy either.
  return first.end === 'refused' && copy.envelope !== null
    ? send(context, session, { ...copy, envelope: null })
    : first;
}

async function send(
  { ports, memory }: DeliveryContext,
  session: Session,
  copy: UnreadableOperation,
): Promise<Told> {
  const { body, headers } = await jsonBody(copy);
  const heard = await ask(ports, {
    method: 'POST',
    path: '/api/v1/operations/unreadable',
    token: session.token,
    headers,
    body,
    pace: memory.pace,
  });
  const decision = decideAnswer({ kind: 'unreadable' }, heard);
  if (decision.act === 'take') {
    const { id, result } = decision.value;
    if (id !== copy.id) return { end: 'notNow' };
    // Of another one it says nothing.
    return { end: 'known', result: result?.id === id ? result : undefined };
  }
  if (decision.act === 'newSession' || decision.act === 'epochChanged')
    return { end: 'newSession' };
  return heard.kind === 'answer' && isRefusal(heard.status)
    ? { end: 'refused' }
    : { end: 'notNow' };
}

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429;
}
