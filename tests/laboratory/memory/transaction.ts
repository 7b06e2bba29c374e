// In the place of src/platform/database/transaction.ts; the feed is still written
// last, by the platform's own code.
import { appendFeed } from '../../../src/platform/feed/append-feed.ts';
import type * as real from '../../../src/platform/database/transaction.ts';
import { MemoryTransaction } from './memory-transaction.ts';
import type { MemorySql } from './memory-sql.ts';
import { MemoryError } from './store.ts';
import { CommitUnheard } from './unheard-commit.ts';

export type Work = real.Work;

const TRANSIENT = new Set(['40P01', '40001']);
const ATTEMPTS = 4;

export const transact: typeof real.transact = async (given, body) => {
  const sql = given as unknown as MemorySql;
  for (let attempt = 1; ; attempt += 1) {
    const tx = new MemoryTransaction(sql);
    try {
      const work = makeWork(tx);
      const value = await body(work);
      await appendFeed(work.tx, work.feed);
      await sql.aroundCommit(() => tx.commit());
      return value;
    } catch (error) {
      if (!isUnderWay(error)) tx.rollback();
      if (attempt === ATTEMPTS || !isTransient(error)) throw error;
    }
  }
};

function makeWork(tx: MemoryTransaction): Work {
  const work: Work = {
    tx: tx as unknown as Work['tx'],
    feed: [],
    savepoint: async (part) => {
      const queued = work.feed.length;
      const mark = tx.mark();
      try {
        return await part();
      } catch (error) {
        tx.backTo(mark);
        work.feed.length = queued;
        throw error;
      }
    },
  };
  return work;
}

/** Nobody but the engine ends that transaction. */
function isUnderWay(error: unknown): boolean {
  return error instanceof CommitUnheard && error.isUnderWay;
}

function isTransient(error: unknown): boolean {
  return error instanceof MemoryError && TRANSIENT.has(error.code);
}
