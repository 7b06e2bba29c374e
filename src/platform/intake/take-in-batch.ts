import type {
  OperationAnswer,
  OperationBatch,
  OperationResult,
} from '../../protocol/operations.ts';
import type { PlatformContext } from '../context.ts';
import { readWanted } from '../database/queries/case-materials.ts';
import { lockDevice, saveChain } from '../database/queries/devices.ts';
import { readChainAfter } from '../database/queries/operations.ts';
import { isEngineFault } from '../database/engine-fault.ts';
import { transact } from '../database/transaction.ts';
import { describeError } from '../describe-error.ts';
import { makeAck, safeThrough } from '../session/acknowledge.ts';
import type { DeviceSession } from '../session/check-token.ts';
import {
  applyOperation,
  settleOperation,
  type ArrivedOperation,
  type Batch,
} from './apply-operation.ts';
import type { Judgement } from './judgement.ts';
import { openOperation } from './open-operation.ts';
import { storeEnvelopes } from './store-envelopes.ts';

/**
 * Takes a batch in: keeps the envelopes in one transaction, then opens them, and
 * judges and applies each in a savepoint of a second one. The answer is made
 * after that has committed. Results come in the batch's order. `refusal`: the
 * device gave them up already; they are written down and never applied.
 */
export async function takeInBatch(
  context: PlatformContext,
  { device: { deviceId }, epoch }: DeviceSession,
  { batchId, operations }: OperationBatch,
  refusal?: Judgement,
): Promise<OperationAnswer> {
  const { sql, keys, clock } = context;
  const arrivedAt = clock().toISOString();
  const stored = await storeEnvelopes(context, {
    deviceId,
    at: arrivedAt,
    envelopes: operations,
  });
  const arrived: ArrivedOperation[] = [];
  for (const each of stored) {
    const opened = await openSafely(context, each.envelope, deviceId);
    arrived.push({ ...each, opened });
  }

  const done = await transact(sql, async (work) => {
    // One batch of a device after the other: the same one from ten connections
    // takes effect once, and its chain grows in order.
    const device = await lockDevice(work.tx, {
      county: context.config.county,
      deviceId,
    });
    if (device === undefined) throw new Error('a session without its device');
    const batch: Batch = { context, work, device, arrivedAt, stored: [] };
    const results: OperationResult[] = [];
    for (const each of arrived)
      results.push(
        refusal === undefined
          ? await applyAlone(batch, each)
          : await refuse(batch, each, refusal),
      );
    const ack = await growChain(batch);
    // What an envelope names proves nothing; only what took effect may ask.
    const effective = results.filter(
      ({ result }) => result === 'applied' || result === 'duplicate',
    );
    const wanted = await readWanted(work.tx, {
      county: context.config.county,
      caseIds: operations.flatMap(({ caseId }) => caseId ?? []),
      operationIds: effective.map(({ id }) => id),
    });
    return { results, ack, wanted };
  });

  const now = clock();
  return {
    batchId,
    results: done.results,
    wanted: done.wanted,
    ack: makeAck(keys, { epoch, deviceId, ...done.ack }),
    serverTime: now.toISOString(),
    epoch,
    safeThrough: safeThrough(now),
  };
}

async function openSafely(
  context: PlatformContext,
  envelope: ArrivedOperation['envelope'],
  deviceId: string,
): Promise<ArrivedOperation['opened']> {
  try {
    return await openOperation(context, envelope, deviceId);
  } catch (error) {
    if (isEngineFault(error)) throw error;
    report(context, envelope.id, error);
    return { ok: false, result: 'held', code: 'unprocessable' };
  }
}

/** A fault in one operation is held for a person and stops no other. */
async function applyAlone(
  batch: Batch,
  arrived: ArrivedOperation,
): Promise<OperationResult> {
  const { work, context, stored } = batch;
  const before = stored.length;
  try {
    return await work.savepoint(
      async () => await applyOperation(batch, arrived),
    );
  } catch (error) {
    if (isEngineFault(error)) throw error;
    stored.length = before;
    report(context, arrived.envelope.id, error);
    return await settleOperation(batch, arrived, {
      result: 'held',
      code: 'unprocessable',
    });
  }
}

/** What nobody proved to have made says nothing, and takes no place. */
async function refuse(
  batch: Batch,
  arrived: ArrivedOperation,
  refusal: Judgement,
): Promise<OperationResult> {
  const { id } = arrived.envelope;
  return arrived.opened.ok
    ? await settleOperation(batch, arrived, refusal)
    : { id, result: 'refused', code: 'badSignature' };
}

function report(
  { log }: PlatformContext,
  operationId: string,
  error: unknown,
): void {
  log.error({ operationId, ...describeError(error) }, 'held: unprocessable');
}

/**
 * Moves the end of the gapless part of the chain as far as it reaches now, and
 * gives what the device is to bring back as proof: of the operations that their
 * author proved the one stored last. A restore loses what was stored last, so
 * whatever it loses of this device, this goes with it, gaps or not.
 */
async function growChain({
  context,
  work,
  device,
  stored,
}: Batch): Promise<{ seq: number; head: string | null }> {
  const { county, deviceId } = device;
  const after = await readChainAfter(work.tx, {
    county: context.config.county,
    deviceId,
    after: device.knownSeq,
  });
  let { knownSeq, head, highestSeq, ackSeq, ackHead } = device;
  for (const { seq, sha256 } of after) {
    if (seq === knownSeq + 1) {
      knownSeq = seq;
      head = sha256;
    }
    highestSeq = Math.max(highestSeq, seq);
  }
  const [last] = stored.toSorted((one, other) => other.seq - one.seq);
  if (last !== undefined) {
    ackSeq = last.seq;
    ackHead = last.sha256;
  }
  await saveChain(
    work.tx,
    { county, deviceId },
    { knownSeq, head, highestSeq, ackSeq, ackHead },
  );
  return { seq: ackSeq, head: ackHead };
}
