// One operation, opened or not, inside the batch's transaction: judged once, and
// the result written down under its id.
import type { HeldCode } from '../../protocol/error-code.ts';
import type { Envelope } from '../../protocol/sealed-operation.ts';
import type { OperationResult } from '../../protocol/operations.ts';
import { lockCase } from '../database/queries/cases.ts';
import {
  addOperation,
  dropGivenUp,
  findOperation,
  type DecidedOperation,
  type OperationRow,
} from '../database/queries/operations.ts';
import { recordEvent } from '../feed/record-event.ts';
import { judge } from './judge.ts';
import { hold, type Batch, type Judgement } from './judgement.ts';
import { noticeFork } from './notice-fork.ts';
import type { OpenedOperation, Unopened } from './open-operation.ts';
import { runWaiting } from './run-waiting.ts';
import type { StoredEnvelope } from './store-envelopes.ts';

export type ArrivedOperation = StoredEnvelope & {
  opened: OpenedOperation | Unopened;
  /** Unproven, and its device has left too much of that: it was not kept. */
  isTooMuch?: true;
};

/** Of operations that arrive together from one device. */
export type ArrivedBatch = Batch & {
  /** Proven ones that were stored so far. */
  stored: { seq: number; sha256: string }[];
};

/** Held for a reason that says nothing about the case. */
const SILENT = new Set<HeldCode>(['forked', 'revoked', 'unknownKid']);

/**
 * Judges one operation, applies it if it may be, and writes down the result under
 * its id, on whose uniqueness exactly-once hangs. Throws only on a fault; then
 * nothing of it is written.
 */
export async function applyOperation(
  batch: ArrivedBatch,
  arrived: ArrivedOperation,
): Promise<OperationResult> {
  const { context, work } = batch;
  const { county } = context.config;
  const { envelope, opened } = arrived;
  const { id } = envelope;
  const found = await findOperation(work.tx, { county, operationId: id });
  const isToldOnly = isOnlyToldOf(found, arrived);
  if (isToldOnly) await dropGivenUp(work.tx, { county, operationId: id });
  const known = isToldOnly ? undefined : found;
  const before = decidedBefore(known, arrived);
  if (before !== undefined) return before;

  const judgement = await judge(batch, envelope, opened);
  // It is not taken in yet: that it was told of is all there is of its place.
  if (isToldOnly && found !== undefined && judgement.result === 'later')
    await addOperation(work.tx, found);
  const result = await settleOperation(batch, arrived, judgement);
  // Something unreadable stood in its place, until now or until it was told of, and
  // held what follows.
  if (found !== undefined) await runWaiting(batch, found);
  return result;
}

/** Whoever may only deliver can tell of it: what comes itself is as good as new. */
function isOnlyToldOf(
  found: OperationRow | undefined,
  { envelope, opened }: ArrivedOperation,
): boolean {
  return found?.givenUp === true && opened.ok && isSame(found, envelope);
}

/** undefined: it is to be judged. */
function decidedBefore(
  known: OperationRow | undefined,
  { envelope, opened, isTooMuch }: ArrivedOperation,
): OperationResult | undefined {
  const { id } = envelope;
  // An unopened one proves no maker: whoever may only deliver could block an id.
  if (known !== undefined && (known.authorKid !== null || !opened.ok))
    return isSame(known, envelope)
      ? repeatResult(known)
      : { id, result: 'refused', code: 'idReusedWithOtherContent' };
  return isTooMuch === true ? { id, result: 'later', code: 'busy' } : undefined;
}

/**
 * Holds for a person what cannot be judged for a fault. What was decided about it
 * before stands, unless its device only told of it: that row would stand for ever in
 * the place of one that is held, and nobody would run it again.
 */
export async function holdFault(
  batch: ArrivedBatch,
  arrived: ArrivedOperation,
): Promise<OperationResult> {
  const { context, work } = batch;
  const key = {
    county: context.config.county,
    operationId: arrived.envelope.id,
  };
  const found = await findOperation(work.tx, key);
  const isToldOnly = isOnlyToldOf(found, arrived);
  if (isToldOnly) await dropGivenUp(work.tx, key);
  return (
    decidedBefore(isToldOnly ? undefined : found, arrived) ??
    (await settleOperation(batch, arrived, hold('unprocessable')))
  );
}

/** The same operation, to the byte. */
export function isSame(
  known: Pick<OperationRow, 'sha256'>,
  { sha256 }: Pick<Envelope, 'sha256'>,
): boolean {
  return known.sha256 === sha256;
}

/** Writes the result down and tells the station what its case is held for. */
export async function settleOperation(
  batch: ArrivedBatch,
  { envelope, opened, envelopeSha256 }: ArrivedOperation,
  judgement: Judgement,
  givenUp = false,
): Promise<OperationResult> {
  const { context, work, device, arrivedAt } = batch;
  const { county } = context.config;
  const { id, caseId } = envelope;
  if (judgement.result === 'later') return { id, ...judgement };
  const operation = opened.ok ? opened.operation : undefined;
  const paths = judgement.result === 'refused' ? judgement.paths : undefined;
  const isAdded = await addOperation(work.tx, {
    county,
    operationId: id,
    sha256: envelope.sha256,
    envelopeSha256,
    deviceId: device.deviceId,
    seq: envelope.seq,
    prev: envelope.prev,
    caseId,
    casePrev: envelope.casePrev,
    schema: envelope.schema,
    authorKid: opened.ok ? opened.author.kid : null,
    result: judgement.result,
    code: judgement.result === 'applied' ? null : judgement.code,
    paths: paths ?? null,
    number: operation?.kind === 'submit' ? operation.number : null,
    replaces: operation?.kind === 'submit' ? operation.replaces : null,
    arrivedAt,
    givenUp,
  });
  // Another device took the id at this moment; the effect must not come twice.
  if (!isAdded && judgement.result === 'applied')
    throw new Error('the id of an operation was taken meanwhile');
  if (isAdded && opened.ok) {
    batch.stored.push({ seq: envelope.seq, sha256: envelope.sha256 });
    await noticeFork(batch, envelope, { judgement, opened });
  }
  if (
    judgement.result === 'held' &&
    caseId !== null &&
    !SILENT.has(judgement.code)
  ) {
    const caseRow = await lockCase(work.tx, { county, caseId });
    if (caseRow?.stationCode === device.stationCode)
      await recordEvent(work, {
        county,
        caseId,
        by: { kind: 'platform', id: 'platform', name: '' },
        at: arrivedAt,
        body: { kind: 'operationHeld', operationId: id, code: judgement.code },
      });
  }
  return { id, ...judgement };
}

/** The answer to the same bytes again is what was decided the first time. */
export function repeatResult({
  operationId: id,
  result,
  code,
  paths,
}: DecidedOperation): OperationResult {
  if (result === 'applied') return { id, result: 'duplicate' };
  return {
    id,
    result,
    code,
    ...(paths === null ? {} : { paths }),
  } as OperationResult;
}
