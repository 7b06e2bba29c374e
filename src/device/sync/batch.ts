import type {
  OperationAnswer,
  OperationBatch,
} from '../../protocol/operations.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { FormerDevice } from '../database/meta-rows.ts';
import type { OutboxRow } from '../database/tables.ts';
import { read } from '../database/write.ts';
import { placesHere } from '../outbox/former-queue.ts';
import { decideAnswer, type Decision } from './decide-answer.ts';
import { ask, jsonBody } from './request.ts';
import type { DeliveryContext } from './round-context.ts';
import type { Session } from './session.ts';

/**
 * How far a round has come: through the chain, past those that fail alone, or
 * among these.
 */
export type Place =
  { of: 'chain'; afterSeq: number } | { of: 'failing'; tried: Set<string> };

/**
 * The next pending rows, in the chain's order, within the batch's bounds and `share`
 * bytes; one at least.
 */
export async function nextBatch(
  context: Omit<DeliveryContext, 'progress'>,
  session: Pick<Session, 'limits'>,
  { place, share }: { place: Place; share: number },
): Promise<OutboxRow[]> {
  const { memory } = context;
  const bounds: Bounds = {
    most: Math.min(
      memory.batchOperations,
      session.limits.batchOperations,
      LIMITS.batchOperations,
    ),
    room: Math.min(share, session.limits.batchBytes),
  };
  return place.of === 'chain'
    ? nextOfChain(context, bounds, place.afterSeq)
    : nextOfFailing(context, bounds, place.tried);
}

type Bounds = { most: number; room: number };

function nextOfChain(
  { store, memory, former }: Omit<DeliveryContext, 'progress'>,
  { most, room }: Bounds,
  afterSeq: number,
): Promise<OutboxRow[]> {
  const [, last] = placesOf(former);
  return read(store, (db) => {
    const hasRoom = roomFor(room);
    return db.outbox
      .where('[state+seq]')
      .between(['pending', afterSeq + 1], ['pending', last], true, true)
      .and(({ id }) => !memory.failingOperations.has(id))
      .until((row) => !hasRoom(row))
      .limit(most)
      .toArray();
  });
}

async function nextOfFailing(
  { store, memory, ports }: Omit<DeliveryContext, 'progress'>,
  { most, room }: Bounds,
  tried: ReadonlySet<string>,
): Promise<OutboxRow[]> {
  const failing = memory.failingOperations;
  for (;;) {
    // While the county fails on all, the round's own pauses are enough.
    const due = memory.isCountyDown
      ? failing.next()
      : failing.due(ports.clock.monotonicMs());
    const ids = due.filter((id) => !tried.has(id)).slice(0, most);
    if (ids.length === 0) return [];
    const found = await read(store, (db) => db.outbox.bulkGet(ids));
    const rows = found
      .flatMap((row) => (row?.state === 'pending' ? [row] : []))
      .sort((a, b) => a.seq - b.seq);
    const left = new Set(rows.map(({ id }) => id));
    for (const id of ids) if (!left.has(id)) failing.clear(id);
    const hasRoom = roomFor(room);
    const end = rows.findIndex((row) => !hasRoom(row));
    if (rows.length > 0) return end < 0 ? rows : rows.slice(0, end);
  }
}

/** Where the rows stand that are to be sent: this device's own, or a former one's. */
export function placesOf(
  former: FormerDevice | undefined,
): readonly [number, number] {
  return former === undefined ? [1, Infinity] : placesHere(former);
}

/** The first always goes, however large. */
function roomFor(room: number): (row: OutboxRow) => boolean {
  let bytes = 0;
  return (row) => {
    const isFirst = bytes === 0;
    bytes += row.bytes;
    return isFirst || bytes <= room;
  };
}

export type Sent = {
  decision: Decision<OperationAnswer>;
  /** Of the rows. */
  bytes: number;
  /** Until the answer. */
  ms: number;
  /** The link broke under it, and may be there again at once. */
  isCut: boolean;
};

/** By what a batch is let in: a session's token, or a proof of its own. */
export type Pass =
  { token: string } | { prove(batch: OperationBatch): Promise<string> };

/** Asks the county to take the rows; no transaction is open meanwhile. */
export async function sendBatch(
  { ports, memory }: Omit<DeliveryContext, 'progress'>,
  pass: Pass,
  rows: readonly OutboxRow[],
): Promise<Sent> {
  const batch: OperationBatch = {
    batchId: ports.newId(),
    operations: rows.map(({ envelope }) => envelope),
  };
  const { body, headers } = await jsonBody(batch);
  const begunAt = ports.clock.monotonicMs();
  const heard = await ask(ports, {
    method: 'POST',
    path: '/api/v1/operations',
    ...('token' in pass ? { token: pass.token } : {}),
    headers:
      'token' in pass
        ? headers
        : { ...headers, authorization: await pass.prove(batch) },
    body,
    pace: memory.pace,
  });
  const asked = {
    kind: 'operations' as const,
    batchId: batch.batchId,
    ids: rows.map(({ id }) => id),
  };
  return {
    decision: decideAnswer<'operations'>(asked, heard),
    bytes: rows.reduce((sum, row) => sum + row.bytes, 0),
    ms: ports.clock.monotonicMs() - begunAt,
    isCut: heard.kind === 'nothing' && heard.isCut === true,
  };
}
