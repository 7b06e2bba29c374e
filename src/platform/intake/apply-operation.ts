// One operation, opened or not, inside the batch's transaction: what it is, where
// it stands in its device's chain and in its case, and whether the table allows it.
import { isAllowed } from '../../domain/cases/transitions.ts';
import type { HeldCode } from '../../protocol/error-code.ts';
import type { OperationResult } from '../../protocol/operations.ts';
import type { Envelope } from '../../protocol/sealed-operation.ts';
import type { PlatformContext } from '../context.ts';
import { lockCase, type CaseRow } from '../database/queries/cases.ts';
import { markForked, type DeviceRow } from '../database/queries/devices.ts';
import {
  addOperation,
  findOperation,
  findPredecessor,
  readChainAround,
  type DecidedOperation,
} from '../database/queries/operations.ts';
import type { Work } from '../database/transaction.ts';
import { recordEvent } from '../feed/record-event.ts';
import { applyFollowUp } from './apply-follow-up.ts';
import { applySubmit } from './apply-submit.ts';
import { APPLIED, hold, invalid, type Judgement } from './judgement.ts';
import type { OpenedOperation, Unopened } from './open-operation.ts';
import type { StoredEnvelope } from './store-envelopes.ts';

export type ArrivedOperation = StoredEnvelope & {
  opened: OpenedOperation | Unopened;
};

export type Batch = {
  context: PlatformContext;
  work: Work;
  device: DeviceRow;
  /** ISO 8601. */
  arrivedAt: string;
  /** Proven operations that this batch has stored so far. */
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
  batch: Batch,
  arrived: ArrivedOperation,
): Promise<OperationResult> {
  const { context, work } = batch;
  const { county } = context.config;
  const { envelope, opened } = arrived;
  const { id } = envelope;
  const known = await findOperation(work.tx, { county, operationId: id });
  // An unopened one proves no maker: whoever may only deliver could block an id.
  if (known !== undefined && (known.authorKid !== null || !opened.ok))
    return known.sha256 === envelope.sha256
      ? repeatResult(known)
      : { id, result: 'refused', code: 'idReusedWithOtherContent' };

  const judgement = opened.ok
    ? await judge(batch, envelope, opened)
    : withoutOk(opened);
  return await settleOperation(batch, arrived, judgement);
}

/** Writes the result down and tells the station what its case is held for. */
export async function settleOperation(
  batch: Batch,
  { envelope, opened, jweSha256 }: ArrivedOperation,
  judgement: Judgement,
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
    jweSha256,
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
  });
  // Another device took the id at this moment; the effect must not come twice.
  if (!isAdded && judgement.result === 'applied')
    throw new Error('the id of an operation was taken meanwhile');
  if (isAdded && opened.ok)
    batch.stored.push({ seq: envelope.seq, sha256: envelope.sha256 });
  if (judgement.result === 'held' && judgement.code === 'forked')
    await markForked(work.tx, { county, deviceId: device.deviceId });
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

function withoutOk(unopened: Unopened): Judgement {
  return unopened.result === 'held'
    ? { result: 'held', code: unopened.code }
    : { result: 'refused', code: unopened.code };
}

async function judge(
  batch: Batch,
  envelope: Envelope,
  { author, operation, paths }: OpenedOperation,
): Promise<Judgement> {
  const { context, work, device, arrivedAt } = batch;
  const { county } = context.config;
  const { caseId } = envelope;
  if (device.state !== 'active' || author.removedAt !== null)
    return hold('revoked');
  if (await isFork(batch, envelope)) return hold('forked');
  const before = await judgePredecessor(batch, envelope);
  if (before !== undefined) return before;

  if (operation === undefined) return invalid(...paths);
  // Acts without a case: the envelope is the record.
  if (operation.kind === 'journal')
    return caseId === null ? APPLIED : invalid('caseId');
  if (caseId === null) return invalid('caseId');

  const caseRow: CaseRow | undefined = await lockCase(work.tx, {
    county,
    caseId,
  });
  // A station acts on its own cases only.
  if (caseRow !== undefined && caseRow.stationCode !== device.stationCode)
    return hold('notAllowedNow');
  if (!isAllowed(caseRow?.state.status ?? 'none', operation.kind))
    return hold('notAllowedNow');
  const given = { context, work, device, author, envelope, arrivedAt };
  if (operation.kind === 'submit')
    return await applySubmit({ ...given, operation });
  if (caseRow === undefined) return hold('notAllowedNow');
  return await applyFollowUp({ ...given, operation }, caseRow);
}

/**
 * Two operations at one place of a chain, or neighbours that do not name each
 * other: the device was copied. The chain is evidence, never a gate, so a gap is
 * no fork.
 */
async function isFork(
  { context, work, device }: Batch,
  { seq, prev, sha256 }: Envelope,
): Promise<boolean> {
  if ((seq === 1) !== (prev === null)) return true;
  const around = await readChainAround(work.tx, {
    county: context.config.county,
    deviceId: device.deviceId,
    seq,
  });
  return around.some(
    (other) =>
      other.seq === seq ||
      (other.seq === seq - 1 && other.sha256 !== prev) ||
      (other.seq === seq + 1 && other.prev !== sha256),
  );
}

/** undefined: nothing before it stands in its way. */
async function judgePredecessor(
  { context, work, device }: Batch,
  { caseId, casePrev }: Envelope,
): Promise<Judgement | undefined> {
  if (casePrev === null) return undefined;
  const before = await findPredecessor(work.tx, {
    county: context.config.county,
    operationId: casePrev,
    deviceId: device.deviceId,
  });
  if (before === undefined)
    return { result: 'later', code: 'predecessorMissing' };
  if (before.caseId !== caseId) return invalid('casePrev');
  if (before.result === 'held') return hold('predecessorHeld');
  // It goes to the tray with the one before, for the same reason.
  if (before.result === 'refused')
    return { result: 'refused', code: before.code };
  return undefined;
}
