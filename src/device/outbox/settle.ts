// Rows of the outbox move by compare-and-set on their state, so that page worker,
// a second window and the courier may all hear of the same operation.
import type { ErrorCode } from '../../protocol/error-code.ts';
import type { DeviceDatabase, OutboxRow } from '../database/tables.ts';
import type { Settlement } from '../sync/decide-result.ts';

/**
 * Settles one pending row inside the caller's transaction over `outbox`; a row
 * that is not pending any more is left alone.
 */
export async function settle(
  db: DeviceDatabase,
  given: {
    id: string;
    by: Settlement;
    at: string;
    /** The county has not read it: it is told of it by a copy. */
    isCopyOwed?: boolean;
  },
): Promise<void> {
  const { id, by, at, isCopyOwed = false } = given;
  const found = await db.outbox.get(id);
  if (found === undefined || found.state !== 'pending') return;
  // Of an earlier settling, before a county that was restored lost it.
  const { proof: _proof, ...row } = found;
  if (by.to === 'pending') {
    await db.outbox.put({
      ...row,
      code: by.code,
      laterCount: row.laterCount + 1,
    });
    return;
  }
  await db.outbox.put({
    ...row,
    state: by.to,
    result: by.result,
    code: by.code,
    paths: by.paths,
    settledAt: at,
    ...(isCopyOwed ? { isCopyOwed } : {}),
  });
  if (by.to === 'attention') await takeFollowers(db, row, by.code, at);
}

/** Into the tray with a refused operation goes what builds on it. */
async function takeFollowers(
  db: DeviceDatabase,
  refused: OutboxRow,
  code: ErrorCode,
  at: string,
): Promise<void> {
  if (refused.caseId === null) return;
  await db.outbox
    .where({ caseId: refused.caseId })
    .and(({ state, seq }) => state === 'pending' && seq > refused.seq)
    .modify({
      state: 'attention',
      result: 'refused',
      code,
      settledAt: at,
      // Perhaps never sent; the county must not miss its place in the chain.
      isCopyOwed: true,
    });
}

/**
 * Puts settled rows that the county does not know (any more) back to pending:
 * after a restore of the county, or when a predecessor is missing there. A repeat
 * has no second effect. Inside the caller's transaction.
 */
export async function putBackUnknown(
  db: DeviceDatabase,
  have: { seq: number; missing: readonly (readonly [number, number])[] },
): Promise<void> {
  const ranges: [number, number][] = [
    ...have.missing.map(([from, to]): [number, number] => [from, to]),
    [have.seq + 1, Number.MAX_SAFE_INTEGER],
  ];
  for (const [from, to] of ranges) {
    await db.outbox
      .where('seq')
      .between(from, to, true, true)
      // A refused one that was settled by a person is not asked again.
      .and(({ state, result }) => state === 'settled' && result !== 'refused')
      .modify({ state: 'pending', result: null, code: null, settledAt: null });
  }
}
