// Every change of a case appends feed items, and the feed's head rows must be
// locked last (feed/append-feed.ts). So a transaction gathers the items and
// writes them just before it commits.
import postgres from 'postgres';
import { appendFeed, type PendingFeedItem } from '../feed/append-feed.ts';
import { tellFeedMoved } from '../feed/wake-ups.ts';

/** A running transaction. */
export type Work = {
  tx: postgres.TransactionSql;
  /** Queued by recordEvent; written before the commit. */
  feed: PendingFeedItem[];
  /**
   * Runs a part that may fail alone: when it throws, what it wrote and queued is
   * undone and the error passes on, the transaction goes on.
   */
  savepoint: <Value>(part: () => Promise<Value>) => Promise<Value>;
};

/** Deadlock, serialization failure: the same work succeeds when run again. */
const TRANSIENT = new Set(['40P01', '40001']);
const ATTEMPTS = 4;

/**
 * Runs `body` in one transaction and commits. `body` may run more than once, so
 * it changes nothing outside the database.
 */
export async function transact<Value>(
  sql: postgres.Sql,
  body: (work: Work) => Promise<Value>,
): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(sql, body);
    } catch (error) {
      if (attempt === ATTEMPTS || !isTransient(error)) throw error;
    }
  }
}

async function runOnce<Value>(
  sql: postgres.Sql,
  body: (work: Work) => Promise<Value>,
): Promise<Value> {
  let value: { is: Value } | undefined;
  const counties = new Set<string>();
  await sql.begin(async (tx) => {
    const work = makeWork(tx);
    value = { is: await body(work) };
    await appendFeed(tx, work.feed);
    for (const { county } of work.feed) counties.add(county);
  });
  for (const county of counties) tellFeedMoved(sql, county);
  if (value === undefined) throw new Error('the transaction did not run');
  return value.is;
}

function makeWork(transaction: postgres.TransactionSql): Work {
  const work: Work = {
    tx: transaction,
    feed: [],
    savepoint: async (part) => {
      const outer = work.tx;
      const queued = work.feed.length;
      let value: { is: Awaited<ReturnType<typeof part>> } | undefined;
      try {
        await outer.savepoint(async (inner) => {
          work.tx = inner;
          value = { is: await part() };
        });
      } catch (error) {
        work.feed.length = queued;
        throw error;
      } finally {
        work.tx = outer;
      }
      if (value === undefined) throw new Error('the savepoint did not run');
      return value.is;
    },
  };
  return work;
}

function isTransient(error: unknown): boolean {
  return error instanceof postgres.PostgresError && TRANSIENT.has(error.code);
}
