// Photographs leave the device once they are safe at the county and 7 days more,
// the oldest first. Bytes go, the row stays: the case goes on naming them.
import { isBusy } from '../database/busy-cases.ts';
import type { DeviceDatabase, MaterialRow } from '../database/tables.ts';
import { read, write, type Store } from '../database/write.ts';
import { recordAct } from '../journal/record-act.ts';
import { nextProof, type CountyWord } from '../storage/safety-proof.ts';

/** Rows of one transaction. */
const PAGE = 200;

export type Released = { materials: number; bytes: number };

/** What may go by the county's last word. */
export async function countReleasable(
  store: Store,
  word: CountyWord,
): Promise<Released> {
  const sum: Released = { materials: 0, bytes: 0 };
  for await (const page of sentPages(store))
    for (const row of page) {
      if (nextProof(row.proof, word) !== 'release') continue;
      if (await read(store, (db) => isNeeded(db, row))) continue;
      sum.materials += 1;
      sum.bytes += row.bytes;
    }
  return sum;
}

/**
 * Moves the proofs of all that was sent, and lets go of at most `most`. `at`: wall
 * clock, for the journal. `isWaiting`: the county's next word moves a proof.
 */
export async function releaseMaterials(
  store: Store,
  word: CountyWord,
  { most, at }: { most: number; at: string },
): Promise<Released & { isWaiting: boolean }> {
  const sum = { materials: 0, bytes: 0, isWaiting: false };
  for await (const page of sentPages(store)) {
    const keys = page
      .filter((row) => nextProof(row.proof, word) !== row.proof)
      .map(({ sha256 }) => sha256);
    if (keys.length === 0) continue;
    const left = most - sum.materials;
    const gone = await movePage(store, word, { keys, left, at });
    sum.materials += gone.materials;
    sum.bytes += gone.bytes;
    sum.isWaiting ||= gone.isWaiting;
  }
  return sum;
}

function movePage(
  store: Store,
  word: CountyWord,
  { keys, left, at }: { keys: readonly string[]; left: number; at: string },
): Promise<Released & { isWaiting: boolean }> {
  const { db } = store;
  const stores = ['materials', 'materialBytes', 'outbox', 'acts'] as const;
  return write(store, stores, async () => {
    const gone = { materials: 0, bytes: 0, isWaiting: false };
    const cases = new Set<string | null>();
    for (const sha256 of keys) {
      const row = await db.materials.get(sha256);
      if (row === undefined || !isHeld(row)) continue;
      const proof = nextProof(row.proof, word);
      if (proof !== 'release') {
        await db.materials.put({ ...row, proof });
        gone.isWaiting ||= proof.step === 'seen';
      } else if (gone.materials < left && !(await isNeeded(db, row))) {
        await db.materialBytes.delete(sha256);
        await db.materials.put({ ...row, releasedAt: at });
        gone.materials += 1;
        gone.bytes += row.bytes;
        cases.add(row.caseId);
      }
    }
    for (const caseId of cases)
      await recordAct(db, {
        act: 'materialsErased',
        caseId,
        at,
        clerkId: null,
      });
    return gone;
  });
}

/** The county has it whole, and its bytes are still here. */
function isHeld({ state, releasedAt }: MaterialRow): boolean {
  return state === 'sent' && releasedAt === undefined;
}

/** A draft shows it, or its case waits for the county or a person. */
async function isNeeded(
  db: DeviceDatabase,
  { draftId, caseId, besides = [] }: MaterialRow,
): Promise<boolean> {
  if (draftId !== null || caseId === null) return true;
  for (const each of [caseId, ...besides])
    if (await isBusy(db, each)) return true;
  return false;
}

/** All that was sent and is still here, the oldest first. */
async function* sentPages(store: Store): AsyncGenerator<MaterialRow[]> {
  let after = { since: '', sha256: '' };
  for (;;) {
    const { since, sha256 } = after;
    const page = await read(store, (db) =>
      db.materials
        .where('[state+since]')
        .between(['sent', since], ['sent', '\uffff'])
        .filter((row) => row.since > since || row.sha256 > sha256)
        .limit(PAGE)
        .toArray(),
    );
    const last = page[page.length - 1];
    if (last === undefined) return;
    after = last;
    yield page.filter(isHeld);
  }
}
