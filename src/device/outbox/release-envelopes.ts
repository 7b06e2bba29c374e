// Envelopes leave the device once they are safe at the county and 7 days more. The
// chain keeps their places, and what is still asked of them.
import { isBusy } from '../database/busy-cases.ts';
import type { DeviceDatabase, OutboxRow } from '../database/tables.ts';
import { read, write, type Store } from '../database/write.ts';
import { nextProof, type CountyWord } from '../storage/safety-proof.ts';

/** Rows of one transaction. */
const PAGE = 100;

/**
 * Moves the proofs of all operations that are done with, and lets go of what may
 * go. `at`:
 * wall clock. `isWaiting`: the county's next word moves a proof.
 */
export async function releaseEnvelopes(
  store: Store,
  word: CountyWord,
  at: string,
): Promise<{ isWaiting: boolean }> {
  let isWaiting = false;
  let afterSeq = -Infinity;
  for (;;) {
    const page = await read(store, (db) => settledAfter(db, afterSeq));
    const last = page[page.length - 1];
    if (last === undefined) return { isWaiting };
    afterSeq = last.seq;
    const ids = page
      .filter((row) => isDone(row) && moves(row, word))
      .map(({ id }) => id);
    if (ids.length === 0) continue;
    const waits = await write(store, ['outbox', 'chain'], () =>
      movePage(store.db, word, { ids, at }),
    );
    isWaiting ||= waits;
  }
}

async function movePage(
  db: DeviceDatabase,
  word: CountyWord,
  { ids, at }: { ids: readonly string[]; at: string },
): Promise<boolean> {
  let isWaiting = false;
  for (const id of ids) {
    const row = await db.outbox.get(id);
    if (row === undefined || !isDone(row)) continue;
    const proof = nextProof(row.proof, word);
    if (proof !== 'release') {
      await db.outbox.put({ ...row, proof });
      isWaiting ||= proof.step === 'seen';
      continue;
    }
    const { seq, caseId, madeAt, settledAt, envelope, result } = row;
    const isRefused = result === 'refused';
    // What waits in the tray looks back at the refused one that it built on.
    if (isRefused && caseId !== null && (await isBusy(db, caseId))) continue;
    const { schema, sha256 } = envelope;
    const of = { caseId, madeAt, settledAt, schema, at };
    const released = isRefused ? { ...of, isRefused } : of;
    await db.chain.put({ seq, id, sha256, released });
    await db.outbox.delete(id);
  }
  return isWaiting;
}

/**
 * Held ones, and refused ones in the tray, stay until a person has decided; all
 * stay until the county knows of them.
 */
function isDone({ state, result, isCopyOwed }: OutboxRow): boolean {
  return state === 'settled' && result !== 'held' && isCopyOwed !== true;
}

function moves({ proof }: OutboxRow, word: CountyWord): boolean {
  return nextProof(proof, word) !== proof;
}

function settledAfter(
  db: DeviceDatabase,
  afterSeq: number,
): Promise<OutboxRow[]> {
  return db.outbox
    .where('[state+seq]')
    .between(['settled', afterSeq + 1], ['settled', Infinity])
    .limit(PAGE)
    .toArray();
}
