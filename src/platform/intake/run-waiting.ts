// Held operations are judged again when what held them is gone: the one before
// them was settled, a person decided, a fault was mended.
import type { HeldCode } from '../../protocol/error-code.ts';
import { findAuthorKey } from '../database/queries/author-keys.ts';
import type { OutcomeRow } from '../database/queries/operation-outcomes.ts';
import {
  addOutcome,
  readWaived,
} from '../database/queries/operation-outcomes.ts';
import { findEnvelope } from '../database/queries/envelopes.ts';
import {
  changeResult,
  readWaitingFor,
  type OperationRow,
} from '../database/queries/operations.ts';
import { isEngineFault } from '../database/engine-fault.ts';
import { StoreUnavailable } from '../materials/material-store.ts';
import { judge } from './judge.ts';
import { hold, type Batch, type Judgement } from './judgement.ts';
import { noticeFork } from './notice-fork.ts';
import {
  openOperation,
  type OpenedOperation,
  type Unopened,
} from './open-operation.ts';
import { reportFault } from './report-fault.ts';

export type Judged = {
  judgement: Judgement;
  opened: OpenedOperation | Unopened;
};

/** Who decided what, for the record and for the village. */
export type Word = Pick<OutcomeRow, 'decision' | 'byName' | 'reason'>;

/** Judged as of its arrival, with what persons have let pass. */
export type Again = Omit<Batch, 'arrivedAt' | 'waived'>;

/**
 * Judges an operation again as it arrived; what a fault wrote is undone. `waived`:
 * a reason that a person lets it pass in spite of now.
 */
export async function judgeAgain(
  batch: Again,
  row: OperationRow,
  waived: HeldCode | null = null,
): Promise<Judged> {
  const { context, work } = batch;
  const before = await readWaived(work.tx, row);
  let opened: Judged['opened'] = { ok: false, ...NOT_OPENED };
  try {
    const envelope = await findEnvelope(work.tx, row);
    if (envelope === undefined)
      throw new Error('an operation has its envelope');
    const { county } = context.config;
    opened = await openOperation(context, envelope, row.deviceId, (kid) =>
      findAuthorKey(work.tx, { county, kid }),
    );
    const given = {
      ...batch,
      arrivedAt: row.arrivedAt,
      waived: new Set(waived === null ? before : [...before, waived]),
    };
    const judgement = await work.savepoint(
      async () => await judge(given, envelope, opened),
    );
    return { judgement, opened };
  } catch (error) {
    if (isEngineFault(error) || error instanceof StoreUnavailable) throw error;
    reportFault(context, row.operationId, error);
    return { judgement: hold('unprocessable'), opened };
  }
}

const NOT_OPENED = { result: 'held', code: 'unprocessable' } as const;

/** Writes down what became of a held operation and tells its station. */
export async function keepOutcome(
  batch: Again,
  row: OperationRow,
  { judgement, opened, word }: Judged & { word: Word },
): Promise<void> {
  const { context, work, device, at } = batch;
  if (judgement.result === 'later' || row.result !== 'held')
    throw new Error('an outcome is one of held work');
  const { county } = context.config;
  const { operationId, caseId } = row;
  const { result } = judgement;
  const code = judgement.result === 'applied' ? null : judgement.code;
  const operation = opened.ok ? opened.operation : undefined;
  await changeResult(work.tx, {
    county,
    operationId,
    result,
    code,
    paths: (judgement.result === 'refused' ? judgement.paths : null) ?? null,
    authorKid: opened.ok ? opened.author.kid : row.authorKid,
    number: operation?.kind === 'submit' ? operation.number : row.number,
  });
  await addOutcome(work.tx, {
    county,
    operationId,
    heldFor: row.code as HeldCode,
    result,
    code,
    at,
    ...word,
  });
  // What held it may have kept its place in the chain from being looked at.
  await noticeFork(batch, { ...row, id: operationId }, { judgement, opened });
  const { reason } = word;
  work.feed.push({
    county,
    audience: `station:${device.stationCode}`,
    caseId,
    kind: 'control',
    body: {
      kind: 'operationOutcome',
      operationId,
      result,
      code,
      reason: result === 'applied' ? null : reason,
    },
    at,
  });
}

/**
 * Runs what waits for an operation that was settled, in the order of the case,
 * and what waits for those. Gives the rows with what they came to.
 */
export async function runWaiting(
  batch: Again,
  settled: Pick<OperationRow, 'operationId' | 'caseId' | 'deviceId'>,
  word: Omit<Word, 'decision'> = { byName: '', reason: null },
): Promise<{ row: OperationRow; judgement: Judgement }[]> {
  const { context, work } = batch;
  const { county } = context.config;
  const done: { row: OperationRow; judgement: Judgement }[] = [];
  const queue = [settled];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { operationId, caseId, deviceId } = next;
    if (caseId === null) continue;
    const key = { county, operationId, caseId, deviceId };
    for (const row of await readWaitingFor(work.tx, key)) {
      const judged = await judgeAgain(batch, row);
      if (isUnchanged(judged.judgement, row)) continue;
      const follow = { ...word, decision: 'follow' } as const;
      await keepOutcome(batch, row, { ...judged, word: follow });
      done.push({ row, judgement: judged.judgement });
      queue.push(row);
    }
  }
  return done;
}

/** Still held, and for the same reason; or not to be decided yet. */
export function isUnchanged(judgement: Judgement, row: OperationRow): boolean {
  return (
    judgement.result === 'later' ||
    (judgement.result === 'held' && judgement.code === row.code)
  );
}
