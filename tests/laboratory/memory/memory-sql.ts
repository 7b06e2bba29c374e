// What a platform process has in the place of its connection pool.
import type postgres from 'postgres';
import type { Database } from '../../../src/platform/database/connect.ts';
import { MemoryTransaction } from './memory-transaction.ts';
import type { MemoryStore } from './store.ts';

/** Where the process may be stopped, or another may come between. */
export type Turn = (what: string) => Promise<void>;

export class MemorySql {
  readonly store: MemoryStore;
  readonly turn: Turn;
  /** Around a commit: a place where a server dies. */
  readonly aroundCommit: (commit: () => void) => Promise<void>;

  constructor(
    store: MemoryStore,
    turn: Turn,
    aroundCommit: (commit: () => void) => Promise<void> = async (commit) => {
      await turn('commit');
      commit();
    },
  ) {
    this.store = store;
    this.turn = turn;
    this.aroundCommit = aroundCommit;
  }

  /** As the platform's code takes it. */
  get asSql(): postgres.Sql {
    return this as unknown as postgres.Sql;
  }
}

/**
 * Runs one statement: in the transaction given, or alone. It sees what is
 * committed when its turn has come.
 */
export async function statement<Value>(
  on: Database,
  run: (tx: MemoryTransaction) => Value | Promise<Value>,
): Promise<Value> {
  const given = on as unknown;
  if (given instanceof MemoryTransaction) {
    await given.sql.turn('query');
    return await run(given);
  }
  if (!(given instanceof MemorySql)) throw new Error('no memory to run on');
  const tx = new MemoryTransaction(given);
  try {
    await given.turn('query');
    const value = await run(tx);
    tx.commit();
    return value;
  } catch (error) {
    tx.rollback();
    throw error;
  }
}

/** As JSON comes back from a column: without undefined, and nobody else's. */
export function json<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

export function iso(instant: string | Date): string {
  return new Date(instant).toISOString();
}
