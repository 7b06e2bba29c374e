import * as v from 'valibot';
import {
  operationBatchSchema,
  type OperationAnswer,
  type OperationResult,
} from '../../../src/protocol/operations.ts';
import { unreadableOperationSchema } from '../../../src/protocol/unreadable.ts';
import type { FakeCounty } from '../fake-county.ts';
import { json } from './replies.ts';

export async function takeBatch(
  county: FakeCounty,
  body: unknown,
): Promise<Response> {
  const { batchId, operations } = v.parse(operationBatchSchema, body);
  county.batchSizes.push(operations.length);
  // Before anything takes effect, as the platform reads it.
  const { life } = county;
  const results: OperationResult[] = [];
  for (const envelope of operations) {
    if (county.operations.has(envelope.id)) {
      results.push(repeat(county, envelope.id));
      continue;
    }
    const opened = { envelope, operation: await county.open(envelope) };
    const result = county.judge(opened);
    if (result.result === 'held') county.held.set(envelope.id, result);
    if (result.result === 'refused') county.refusedSeqs.add(envelope.seq);
    else if (result.result !== 'later')
      county.operations.set(envelope.id, opened);
    results.push(result);
  }
  const answer: OperationAnswer = {
    batchId,
    results,
    wanted: county.wanted,
    ack: { seq: highestSeq(county), head: null, mac: 'mac' },
    serverTime: new Date(county.nowMs).toISOString(),
    epoch: county.epoch,
    safeThrough: county.safeThrough,
    life,
  };
  return json(200, answer);
}

/** Of an operation that lies in the tray and was never stored. */
export function takeCopy(county: FakeCounty, body: unknown): Response {
  const copy = v.parse(unreadableOperationSchema, body);
  county.copies.push(copy);
  const known = county.operations.get(copy.id);
  return json(200, {
    id: copy.id,
    ...(known !== undefined && { result: repeat(county, copy.id) }),
    serverTime: new Date(county.nowMs).toISOString(),
  });
}

function repeat(county: FakeCounty, id: string): OperationResult {
  return county.held.get(id) ?? { id, result: 'duplicate' };
}

function highestSeq(county: FakeCounty): number {
  return Math.max(
    0,
    ...[...county.operations.values()].map(({ envelope }) => envelope.seq),
  );
}
