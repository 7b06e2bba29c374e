import type { Database } from '../connect.ts';

/**
 * Bounds each statement of the transaction from here on; 0: no bound. Beyond it
 * the statement fails with `query_canceled` (57014).
 */
export async function limitStatements(tx: Database, ms: number): Promise<void> {
  await tx`SELECT set_config('statement_timeout', ${String(ms)}, true)`;
}
