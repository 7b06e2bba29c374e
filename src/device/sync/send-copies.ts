// The county is told of what lies in the tray without its having stored it: the
// place in the chain is then known to be no loss, and what it says is evidence.
import {
  UNREADABLE_TEXT,
  type UnreadableOperation,
} from '../../protocol/unreadable.ts';
import type { RefusedCode } from '../../protocol/error-code.ts';
import { operationsIn } from '../database/pending.ts';
import type { OutboxRow } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import { decideAnswer } from './decide-answer.ts';
import { ask, jsonBody } from './request.ts';
import type { DeliveryContext, StepEnd } from './round-context.ts';
import type { Session } from './session.ts';

/** One that the county does not take now is tried in another round. */
export async function sendCopies(
  context: DeliveryContext,
  session: Session,
): Promise<StepEnd> {
  const { store, memory, mayBegin } = context;
  let progressed = false;
  let afterSeq = 0;
  for (;;) {
    const row = await nextOwed(context, afterSeq);
    if (row === undefined) return { end: 'done', progressed, more: false };
    if (!mayBegin()) return { end: 'done', progressed, more: true };
    afterSeq = row.seq;
    const told = await tell(context, session, row);
    if (told === 'newSession') return { end: 'newSession', progressed };
    if (told === 'notNow') return { end: 'done', progressed, more: false };
    if (told === 'refused') {
      blame(context, row);
      continue;
    }
    progressed = true;
    memory.failingCopies.clear(row.id);
    await write(store, ['outbox'], () =>
      store.db.outbox.where({ id: row.id }).modify({ isCopyOwed: false }),
    );
  }
}

/** The tray is short: a person works it off. */
async function nextOwed(
  { store, memory, ports }: DeliveryContext,
  afterSeq: number,
): Promise<OutboxRow | undefined> {
  const failing = memory.failingCopies;
  const due = new Set(failing.due(ports.clock.monotonicMs()));
  const isDue = (id: string) => !failing.has(id) || due.has(id);
  return read(store, (db) =>
    operationsIn(db, 'attention')
      .and(
        ({ id, seq, isCopyOwed }) =>
          isCopyOwed === true && seq > afterSeq && isDue(id),
      )
      .first(),
  );
}

/** The county has no place for it (an older one), or a proxy stands before it. */
function blame({ memory, ports }: DeliveryContext, { id }: OutboxRow): void {
  const [chance = 0] = ports.randomBytes(1);
  memory.failingCopies.note(id, {
    nowMs: ports.clock.monotonicMs(),
    chance: chance / 255,
  });
}

async function tell(
  context: DeliveryContext,
  session: Session,
  row: OutboxRow,
): Promise<'known' | 'refused' | 'newSession' | 'notNow'> {
  const { id, deviceId, seq, sha256 } = row.envelope;
  const text = JSON.stringify(row.envelope);
  const copy: UnreadableOperation = {
    id,
    deviceId,
    seq,
    sha256,
    code: (row.code ?? 'invalid') as RefusedCode,
    envelope: text.length <= UNREADABLE_TEXT ? text : null,
  };
  const first = await send(context, session, copy);
  // Whatever did not let the operation through may not let its copy either.
  return first === 'refused' && copy.envelope !== null
    ? send(context, session, { ...copy, envelope: null })
    : first;
}

async function send(
  { ports, memory }: DeliveryContext,
  session: Session,
  copy: UnreadableOperation,
): Promise<'known' | 'refused' | 'newSession' | 'notNow'> {
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
  if (decision.act === 'take')
    return decision.value.id === copy.id ? 'known' : 'notNow';
  if (decision.act === 'newSession' || decision.act === 'epochChanged')
    return 'newSession';
  return heard.kind === 'answer' && isRefusal(heard.status)
    ? 'refused'
    : 'notNow';
}

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429;
}
