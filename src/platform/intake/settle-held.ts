import type { HeldCode, Outcome } from '../../protocol/error-code.ts';
import type { PlatformContext } from '../context.ts';
import { lockDevice } from '../database/queries/devices.ts';
import {
  findOperation,
  readHeldIds,
  type OperationRow,
} from '../database/queries/operations.ts';
import { transact } from '../database/transaction.ts';
import type { Judgement } from './judgement.ts';
import {
  isUnchanged,
  judgeAgain,
  keepOutcome,
  runWaiting,
  type Again,
  type Judged,
  type Word,
} from './run-waiting.ts';

export type Settled = { operationId: string; judgement: Judgement };

type Failure =
  /** No such operation. */
  | 'notFound'
  /** It is not held (any more), or is held as before: see `details.code`. */
  | 'notAllowed';

/**
 * A person settles what was held. `apply` judges it again without the reason for
 * which it was held, as it arrived; another reason may hold it then. `refuse`
 * leaves it without effect for good. What waited for it runs after it. One
 * transaction; the station hears of each by its feed.
 *
 * Who may: a township or a department for its own; for `forked` and `revoked` two
 * persons of the county. That is the caller's to check.
 */
export async function settleHeld(
  context: PlatformContext,
  p: {
    operationId: string;
    by: string;
    decision: 'apply' | 'refuse';
    reason: string;
    /** For what it was held when it was looked at; absent: whatever it is. */
    heldFor?: HeldCode | undefined;
  },
): Promise<Outcome<Settled[], Failure>> {
  const { operationId, decision, by: byName, reason, heldFor } = p;
  const word = { decision, byName, reason } as const;
  return await settle(context, operationId, word, heldFor);
}

/**
 * Runs everything again that is held for that reason, after the fault was mended
 * or the key was found. Gives the numbers of what came of it.
 */
export async function runHeld(
  context: PlatformContext,
  { code, by }: { code: HeldCode; by: string },
): Promise<{ applied: number; refused: number; held: number }> {
  const { sql, config } = context;
  const counts = { applied: 0, refused: 0, held: 0 };
  for (const id of await readHeldIds(sql, { county: config.county, code })) {
    const settled = await runAgain(context, { operationId: id, by });
    const [first] = settled.ok ? settled.value : [];
    const result = first?.judgement.result;
    counts[result === undefined || result === 'later' ? 'held' : result] += 1;
  }
  return counts;
}

/** Runs one held operation again, since what held it may be over. */
export async function runAgain(
  context: PlatformContext,
  { operationId, by: byName }: { operationId: string; by: string },
): Promise<Outcome<Settled[], Failure>> {
  const word = { decision: 'rerun', byName, reason: null } as const;
  return await settle(context, operationId, word);
}

async function settle(
  context: PlatformContext,
  operationId: string,
  word: Word,
  heldFor?: HeldCode,
): Promise<Outcome<Settled[], Failure>> {
  const { sql, config, clock } = context;
  const { county } = config;
  const known = await findOperation(sql, { county, operationId });
  if (known === undefined) return { ok: false, code: 'notFound' };
  const { deviceId } = known;
  return await transact(sql, async (work) => {
    // As a batch does: nothing of the device arrives meanwhile.
    const device = await lockDevice(work.tx, { county, deviceId });
    const row = await findOperation(work.tx, { county, operationId });
    if (device === undefined || row === undefined)
      return { ok: false, code: 'notFound' };
    if (row.result !== 'held' || row.code === null)
      return notAllowed(row.code ?? row.result);
    // Who may settle it was judged by that.
    if (heldFor !== undefined && row.code !== heldFor)
      return notAllowed(row.code);
    const batch = { context, work, device, at: clock().toISOString() };
    const judged = await decide(batch, row, word);
    if (isUnchanged(judged.judgement, row)) return notAllowed(row.code);
    await keepOutcome(batch, row, { ...judged, word });
    const followers = await runWaiting(batch, row, word);
    return {
      ok: true,
      value: [
        { operationId, judgement: judged.judgement },
        ...followers.map(({ row: { operationId: id }, judgement }) => ({
          operationId: id,
          judgement,
        })),
      ],
    };
  });
}

function notAllowed(code: string): Outcome<never, Failure> {
  return { ok: false, code: 'notAllowed', details: { code } };
}

async function decide(
  batch: Again,
  row: OperationRow,
  { decision }: Word,
): Promise<Judged> {
  if (decision !== 'refuse')
    return await judgeAgain(
      batch,
      row,
      decision === 'apply' ? (row.code as HeldCode) : null,
    );
  // The wire has one word for what is final; the reason goes by the feed.
  return {
    judgement: { result: 'refused', code: 'invalid' },
    opened: { ok: false, result: 'refused', code: 'invalid' },
  };
}
