import type {
  OperationAnswer,
  OperationBatch,
  OperationResult,
} from '../../protocol/operations.ts';
import type { PlatformContext } from '../context.ts';
import { readWanted } from '../database/queries/case-materials.ts';
import { lockDevice, saveChain } from '../database/queries/devices.ts';
import { noteJudged } from '../database/queries/envelopes.ts';
import {
  findOperation,
  readChainAfter,
} from '../database/queries/operations.ts';
import { together } from '../database/together.ts';
import { transact } from '../database/transaction.ts';
import { makeAck } from '../session/acknowledge.ts';
import type { DeviceSession } from '../session/check-token.ts';
import { readSafeThrough } from '../session/safe-through.ts';
import { applyAll } from './apply-all.ts';
import {
  repeatResult,
  settleOperation,
  type ArrivedBatch,
  type ArrivedOperation,
} from './apply-operation.ts';
import { askStoreBefore } from './ask-store-before.ts';
import type { Judgement } from './judgement.ts';
import { keepAndOpen } from './keep-and-open.ts';

type HowTaken = {
  /** The device gave them up already; they are written down and never applied. */
  refusal?: Judgement;
  /** A person's hand brought them, and the file has bounds of its own. */
  isFromStick?: boolean;
};

/**
 * Takes a batch in: keeps the envelopes in one transaction, then opens them, and
 * judges and applies each in a savepoint of a second one. The answer is made
 * after that has committed. Results come in the batch's order.
 */
export async function takeInBatch(
  context: PlatformContext,
  { device: { deviceId }, epoch }: Pick<DeviceSession, 'device' | 'epoch'>,
  { batchId, operations }: OperationBatch,
  { refusal, isFromStick = false }: HowTaken = {},
): Promise<OperationAnswer> {
  const { sql, keys, clock } = context;
  const arrivedAt = clock().toISOString();
  const arrived = await keepAndOpen(context, {
    deviceId,
    at: arrivedAt,
    envelopes: operations,
    isBounded: !isFromStick,
  });

  const store = await askStoreBefore(context, arrived);

  const done = await transact(sql, async (work) => {
    // One batch of a device after the other: the same one from ten connections
    // takes effect once, and its chain grows in order.
    const device = await lockDevice(work.tx, {
      county: context.config.county,
      deviceId,
    });
    if (device === undefined) throw new Error('a session without its device');
    const batch: ArrivedBatch = {
      context: { ...context, store },
      work,
      device,
      arrivedAt,
      at: arrivedAt,
      waived: new Set(),
      stored: [],
    };
    const results =
      refusal === undefined
        ? await applyAll(batch, arrived)
        : await refuseAll(batch, arrived, refusal);
    const [ack, wanted] = await together([
      growChain(batch),
      readLacking(batch, results, arrived),
      noteJudged(work.tx, {
        county: context.config.county,
        envelopes: judgedOf(results, arrived),
      }),
    ]);
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
    safeThrough: await readSafeThrough(context),
  };
}

/** `later` is no judgement yet. */
function judgedOf(
  results: readonly OperationResult[],
  arrived: readonly ArrivedOperation[],
): string[] {
  return arrived.flatMap(({ envelopeSha256 }, at) =>
    results[at]?.result === 'later' ? [] : envelopeSha256,
  );
}

/**
 * What nobody proved to have made says nothing, and takes no place; what came
 * itself keeps its result.
 */
async function refuseAll(
  batch: ArrivedBatch,
  arrived: readonly ArrivedOperation[],
  refusal: Judgement,
): Promise<OperationResult[]> {
  const { county } = batch.context.config;
  const results: OperationResult[] = [];
  for (const each of arrived) {
    const { id } = each.envelope;
    const known = await findOperation(batch.work.tx, {
      county,
      operationId: id,
    });
    // Held while nobody could open it, it is the very same envelope.
    const isDecided =
      known !== undefined &&
      !known.givenUp &&
      (known.authorKid !== null ||
        known.envelopeSha256 === each.envelopeSha256);
    if (isDecided) results.push(repeatResult(known));
    else if (each.opened.ok)
      results.push(await settleOperation(batch, each, refusal, true));
    else results.push({ id, result: 'refused', code: 'badSignature' });
  }
  return results;
}

/**
 * Materials cited by what took effect and not there. What an envelope names
 * proves nothing, so only that may ask.
 */
async function readLacking(
  { context, work }: ArrivedBatch,
  results: readonly OperationResult[],
  arrived: readonly ArrivedOperation[],
): Promise<OperationAnswer['wanted']> {
  const effective = results.filter(
    ({ result }) => result === 'applied' || result === 'duplicate',
  );
  return await readWanted(work.tx, {
    county: context.config.county,
    caseIds: arrived.flatMap(({ envelope }) => envelope.caseId ?? []),
    operationIds: effective.map(({ id }) => id),
  });
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
}: ArrivedBatch): Promise<{ seq: number; head: string | null }> {
  const { county } = context.config;
  const { deviceId } = device;
  const after = await readChainAfter(work.tx, {
    county,
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
