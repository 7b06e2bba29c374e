import type { PlatformContext } from '../context.ts';
import { addAuditMonth } from '../database/queries/audit-months.ts';
import { isLockTimeout } from '../database/engine-fault.ts';
import { transact } from '../database/transaction.ts';

/** This one and those after it. */
const MONTHS = 3;

/**
 * The log of who saw whom only grows and only ages, so each month has a table of its
 * own, made before the first line of it is written. While somebody reads the log for
 * long none is made: the next turn does it.
 */
export async function readyAuditMonths({
  sql,
  clock,
}: Pick<PlatformContext, 'sql' | 'clock'>): Promise<void> {
  const now = clock();
  for (let i = 0; i < MONTHS; i += 1) {
    const from = monthAfter(now, i);
    const until = monthAfter(now, i + 1);
    try {
      await transact(sql, ({ tx }) => addAuditMonth(tx, { from, until }));
    } catch (error) {
      if (isLockTimeout(error)) return;
      throw error;
    }
  }
}

/** Its first moment in UTC, ISO 8601. */
function monthAfter(now: Date, months: number): string {
  const at = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1);
  return new Date(at).toISOString();
}
