// Pending operations go out in batches: read pending, ask (no transaction is open
// then), settle in one transaction.
import { unreachable } from '../../domain/unreachable.ts';
import type {
  OperationAnswer,
  OperationBatch,
} from '../../protocol/operations.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { OutboxRow } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import { nowIso } from '../device-context.ts';
import { settle } from '../outbox/settle.ts';
import {
  decideAnswer,
  decideResult,
  type Decision,
  type Settlement,
} from './decide-answer.ts';
import { ask, jsonBody } from './request.ts';
import {
  LARGEST_BATCH,
  SMALLEST_BATCH,
  type DeliveryContext,
  type StepEnd,
} from './round-context.ts';
import { keepContact, type Session } from './session.ts';

/** After so many `later` the county is asked what it has. */
const LATERS = 3;

/** Sends what is pending, oldest first, until nothing is left or time is up. */
export async function push(
  context: DeliveryContext,
  session: Session,
): Promise<StepEnd> {
  const { memory } = context;
  let progressed = false;
  /** Behind it are the ones that this round has asked. */
  let afterSeq = 0;
  /** Set while one bad operation of a batch is sought. */
  let limit = Infinity;
  for (;;) {
    const rows = await nextBatch(context, session, { afterSeq, limit });
    const last = rows[rows.length - 1];
    if (last === undefined) return { end: 'done', progressed, more: false };
    if (!context.mayBegin()) return { end: 'done', progressed, more: true };
    const { decision, bytes } = await send(context, session, rows);
    switch (decision.act) {
      case 'take': {
        await take(context, rows, decision.value);
        context.progress.contact(nowIso(context));
        context.progress.sent(bytes, rows.length);
        progressed = true;
        afterSeq = last.seq;
        limit = Infinity;
        memory.batchBytes = Math.min(memory.batchBytes * 2, LARGEST_BATCH);
        if (decision.value.epoch !== session.epoch)
          return { end: 'newSession', progressed };
        break;
      }
      case 'halve':
      case 'bisect':
        limit = Math.max(1, Math.floor(rows.length / 2));
        break;
      case 'tray':
        await settleAll(context, rows, () => ({
          to: 'attention',
          result: 'refused',
          code: decision.code,
          paths: [],
        }));
        progressed = true;
        afterSeq = last.seq;
        limit = Infinity;
        break;
      case 'newSession':
      case 'epochChanged':
        return { end: 'newSession', progressed };
      case 'later':
        memory.batchBytes = Math.max(memory.batchBytes / 2, SMALLEST_BATCH);
        return {
          end: 'later',
          progressed,
          why: decision.why,
          retryAfterS: decision.retryAfterS,
        };
      case 'revoked':
      case 'cursorExpired':
      case 'no':
        return { end: 'later', progressed, why: 'server', retryAfterS: null };
      default:
        return unreachable(decision);
    }
  }
}

/** The next pending rows, at least one, within the batch's bytes. */
async function nextBatch(
  { store, memory }: DeliveryContext,
  session: Session,
  { afterSeq, limit }: { afterSeq: number; limit: number },
): Promise<OutboxRow[]> {
  const most = Math.min(
    limit,
    session.limits.batchOperations,
    LIMITS.batchOperations,
  );
  const room = Math.min(memory.batchBytes, session.limits.batchBytes);
  let bytes = 0;
  let isFull = false;
  return read(store, (db) =>
    db.outbox
      .where('[state+seq]')
      .between(['pending', afterSeq + 1], ['pending', Infinity])
      .until((row) => {
        bytes += row.bytes;
        isFull ||= bytes > room && bytes > row.bytes;
        return isFull;
      })
      .limit(most)
      .toArray(),
  );
}

async function send(
  { ports }: DeliveryContext,
  session: Session,
  rows: readonly OutboxRow[],
): Promise<{ decision: Decision<OperationAnswer>; bytes: number }> {
  const batch: OperationBatch = {
    batchId: ports.newId(),
    operations: rows.map(({ envelope }) => envelope),
  };
  const { body, headers } = await jsonBody(batch);
  const heard = await ask(ports, {
    method: 'POST',
    path: '/api/v1/operations',
    token: session.token,
    headers,
    body,
  });
  const asked = {
    kind: 'operations' as const,
    batchId: batch.batchId,
    ids: rows.map(({ id }) => id),
  };
  return {
    decision: decideAnswer<'operations'>(asked, heard),
    bytes: rows.reduce((sum, row) => sum + row.bytes, 0),
  };
}

async function take(
  context: DeliveryContext,
  rows: readonly OutboxRow[],
  answer: OperationAnswer,
): Promise<void> {
  const { memory, store } = context;
  const { db } = store;
  const results = new Map(answer.results.map((each) => [each.id, each]));
  for (const { sha256, offset } of answer.wanted)
    memory.offsets.set(sha256, offset);
  const { ack, serverTime, safeThrough } = answer;
  await write(store, ['outbox', 'materials', 'meta'], async () => {
    for (const { id } of rows) {
      const result = results.get(id);
      // An operation that the answer does not name stays pending.
      if (result !== undefined)
        await settle(db, { id, by: decideResult(result), at: nowIso(context) });
    }
    // What the county had and has lost goes again: its own word is the last one.
    await db.materials
      .where('sha256')
      .anyOf(answer.wanted.map(({ sha256 }) => sha256))
      .and(({ state }) => state === 'sent')
      .modify({ state: 'pending', since: nowIso(context), isBegun: true });
    await keepContact(db, { serverTime, ack, safeThrough });
  });
  const isStuck = rows.some(
    ({ id, laterCount }) =>
      results.get(id)?.result === 'later' && laterCount + 1 >= LATERS,
  );
  if (isStuck) {
    // The next session says what the county has, and what it lacks goes again.
    memory.session = null;
    memory.mustReconcile = true;
  }
}

async function settleAll(
  context: DeliveryContext,
  rows: readonly OutboxRow[],
  by: () => Settlement,
): Promise<void> {
  const { store } = context;
  await write(store, ['outbox'], async () => {
    for (const { id } of rows)
      await settle(store.db, { id, by: by(), at: nowIso(context) });
  });
}
