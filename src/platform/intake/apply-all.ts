// A poison operation costs its batch little time and no other operation anything.
// All are tried together first. If that fails, each has a savepoint and a bound of
// its own. One that takes too long may be poison, or the engine was busy; so it is
// tried once more behind all others, and then in later requests: an engine that gets
// no processor for a while must leave no work to a person.
import type { OperationResult } from '../../protocol/operations.ts';
import { isEngineFault, isTooSlow } from '../database/engine-fault.ts';
import { lockCase } from '../database/queries/cases.ts';
import { noteTooSlow } from '../database/queries/envelopes.ts';
import { limitStatements } from '../database/queries/statement-limit.ts';
import { StoreUnavailable } from '../materials/material-store.ts';
import {
  applyOperation,
  holdFault,
  type ArrivedBatch,
  type ArrivedOperation,
} from './apply-operation.ts';
import { reportFault } from './report-fault.ts';

/** Ten times what the slowest takes on a busy machine. */
const STATEMENT_MS = 200;
const SECOND_STATEMENT_MS = 2000;
/** For all second tries of one batch; what is left comes with the next round. */
const SECOND_TRIES_MS = 4000;
/**
 * What is too slow so long after the first time that it was is poison. Until then its
 * device sends it again, or intake tries what it has kept (judge-kept.ts).
 */
const STILL_TOO_SLOW_MS = 10 * 60_000;

/** Applies them one after the other; results come in the order given. */
export async function applyAll(
  batch: ArrivedBatch,
  arrived: readonly ArrivedOperation[],
): Promise<OperationResult[]> {
  return (
    (await applyTogether(batch, arrived)) ?? (await applyEach(batch, arrived))
  );
}

/**
 * Nearly always nothing fails, and a savepoint and a bound for each would be every
 * fifth statement. undefined: something did, and nothing of it is written.
 */
async function applyTogether(
  batch: ArrivedBatch,
  arrived: readonly ArrivedOperation[],
): Promise<OperationResult[] | undefined> {
  const { work, stored } = batch;
  const before = stored.length;
  try {
    return await work.savepoint(async () => {
      await limitStatements(work.tx, STATEMENT_MS);
      const results: OperationResult[] = [];
      for (const each of arrived)
        results.push(await applyOperation(batch, each));
      await limitStatements(work.tx, 0);
      return results;
    });
  } catch (error) {
    stored.length = before;
    if (isEngineFault(error) && !isTooSlow(error)) throw error;
    return undefined;
  }
}

async function applyEach(
  batch: ArrivedBatch,
  arrived: readonly ArrivedOperation[],
): Promise<OperationResult[]> {
  const results = new Map<ArrivedOperation, OperationResult>();
  const slow: ArrivedOperation[] = [];
  for (const each of arrived) {
    const { casePrev } = each.envelope;
    const isBehind = slow.some(({ envelope }) => envelope.id === casePrev);
    const result = isBehind
      ? 'tooSlow'
      : await applyAlone(batch, each, STATEMENT_MS);
    if (result === 'tooSlow') slow.push(each);
    else results.set(each, result);
  }
  const { clock } = batch.context;
  const endMs = clock().getTime() + SECOND_TRIES_MS;
  for (const each of slow) {
    const { id } = each.envelope;
    if (clock().getTime() > endMs) {
      results.set(each, { id, result: 'later', code: 'busy' });
      continue;
    }
    const result = await applyAlone(batch, each, SECOND_STATEMENT_MS);
    results.set(
      each,
      result === 'tooSlow' ? await putOff(batch, each) : result,
    );
  }
  return arrived.flatMap((each) => results.get(each) ?? []);
}

/** Another time; held for a person once it has had time enough. */
async function putOff(
  batch: ArrivedBatch,
  arrived: ArrivedOperation,
): Promise<OperationResult> {
  const { context, work, at } = batch;
  const since = await noteTooSlow(work.tx, {
    county: context.config.county,
    envelopeSha256: arrived.envelopeSha256,
    at,
  });
  if (Date.parse(at) - Date.parse(since) >= STILL_TOO_SLOW_MS)
    return await holdFault(batch, arrived);
  return { id: arrived.envelope.id, result: 'later', code: 'busy' };
}

/** A fault in one operation is held for a person and stops no other. */
async function applyAlone(
  batch: ArrivedBatch,
  arrived: ArrivedOperation,
  statementMs: number,
): Promise<OperationResult | 'tooSlow'> {
  const { work, context, stored } = batch;
  const { id, caseId } = arrived.envelope;
  const before = stored.length;
  try {
    return await work.savepoint(async () => {
      const { county } = context.config;
      // A reviewer who holds the case is waited for, and is nobody's fault.
      if (caseId !== null) await lockCase(work.tx, { county, caseId });
      await limitStatements(work.tx, statementMs);
      const result = await applyOperation(batch, arrived);
      await limitStatements(work.tx, 0);
      return result;
    });
  } catch (error) {
    stored.length = before;
    if (isTooSlow(error)) return 'tooSlow';
    if (isEngineFault(error)) throw error;
    // A bucket that is away leaves no work to a person, and stops no other either.
    if (error instanceof StoreUnavailable)
      return { id, result: 'later', code: 'busy' };
    reportFault(context, id, error);
    return await holdFault(batch, arrived);
  }
}
