import { setTimeout as pause } from 'node:timers/promises';
import type postgres from 'postgres';
import type { Outcome } from '../../protocol/error-code.ts';
import type { FiguresRow, FiguresSummary } from '../../protocol/figures.ts';
import type { PlatformContext } from '../context.ts';
import type { Database } from '../database/connect.ts';
import {
  readFiguresState,
  readMonths,
  type MonthSums,
} from '../database/queries/figures.ts';
import { limitStatements } from '../database/queries/statement-limit.ts';
import { describeError } from '../describe-error.ts';
import { findReach, readReach, type Principal } from '../people/permissions.ts';
import { monthOf } from './count-case.ts';

/** Of the months that are shown unless others are asked for. */
const MONTHS = 12;
/** Whoever asks waits no longer for the replica. */
const REPLICA_MS = 2000;

/**
 * Cases, on-time rate and average working days by township and month, of what the
 * person may see figures of: sums without anybody's name.
 */
export async function readSummary(
  context: PlatformContext,
  principal: Principal,
  query: { from?: string | undefined; until?: string | undefined },
): Promise<Outcome<FiguresSummary, 'forbidden'>> {
  const audiences = findReach(principal, 'readFigures', ['noNames']);
  if (audiences.length === 0) return { ok: false, code: 'forbidden' };
  const { config, clock } = context;
  const { county } = config;
  const until = query.until ?? monthOf(clock().toISOString());
  const from = query.from ?? monthsBefore(until, MONTHS - 1);
  const reach = readReach(audiences);
  const { state, rows } = await read(context, async (sql) => ({
    state: await readFiguresState(sql, county),
    rows: await readMonths(sql, { county, reach, from, until }),
  }));
  return {
    ok: true,
    value: {
      rows: rows.map(describe),
      countedAt: state?.countedAt ?? null,
      isComplete: state !== undefined && state.countedTo === null,
    },
  };
}

/** From the replica, if there is one and it answers soon; whatever is wrong with it. */
async function read<Value>(
  { sql, figuresSql, log }: PlatformContext,
  ask: (from: Database) => Promise<Value>,
): Promise<Value> {
  if (figuresSql === undefined) return await ask(sql);
  try {
    return await Promise.race([askReplica(figuresSql, ask), tooLong()]);
  } catch (error) {
    log.warn(describeError(error), 'figures replica');
    return await ask(sql);
  }
}

async function askReplica<Value>(
  replica: postgres.Sql,
  ask: (from: Database) => Promise<Value>,
): Promise<Value> {
  let value: { is: Value } | undefined;
  await replica.begin('read only', async (tx) => {
    await limitStatements(tx, REPLICA_MS);
    value = { is: await ask(tx) };
  });
  if (value === undefined) throw new Error('the transaction did not run');
  return value.is;
}

/** The line to it may have fallen silent, which no limit over there ends. */
async function tooLong(): Promise<never> {
  await pause(REPLICA_MS, undefined, { ref: false });
  throw new Error('the replica is silent');
}

function describe(sums: MonthSums): FiguresRow {
  const { town9, townName, month, received, concluded } = sums;
  return {
    town9,
    townName,
    month,
    cases: received,
    concluded,
    onTimeRate: sums.promised === 0 ? null : sums.onTime / sums.promised,
    averageWorkdays: sums.timed === 0 ? null : sums.workdays / sums.timed,
  };
}

/** `month` and the result: `YYYY-MM`. */
function monthsBefore(month: string, count: number): string {
  const [year = 0, ofYear = 0] = month.split('-').map(Number);
  const months = Math.max(year * 12 + ofYear - 1 - count, 0);
  const two = (n: number, digits: number) => String(n).padStart(digits, '0');
  return `${two(Math.floor(months / 12), 4)}-${two((months % 12) + 1, 2)}`;
}
