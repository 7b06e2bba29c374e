import type postgres from 'postgres';
import { transact } from '../database/transaction.ts';

/**
 * Does `batch` in transactions of their own, each behind the last row of the one
 * before, until one finds no row. Gives how many rows.
 */
export async function inBatches<After, Row extends After>(
  sql: postgres.Sql,
  begin: After,
  batch: (tx: postgres.TransactionSql, after: After) => Promise<readonly Row[]>,
): Promise<number> {
  let after = begin;
  for (let count = 0; ;) {
    const place = after;
    const rows = await transact(sql, async ({ tx }) => await batch(tx, place));
    const last = rows.at(-1);
    if (last === undefined) return count;
    after = last;
    count += rows.length;
  }
}
