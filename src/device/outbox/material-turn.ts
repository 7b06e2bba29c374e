// Photographs stand in line once the county has the text that cites them: one that
// a reviewer waits for first, then by legal deadline, then by intake.
import type { DeviceDatabase, MaterialRow } from '../database/tables.ts';
import { read, write, type Store } from '../database/write.ts';

/** Rows looked at in one go. */
const PAGE = 200;

/** Sorts as it stands in line; no two are equal. */
export function turnOf({
  sha256,
  since,
  dueOn,
  isAsked,
}: Pick<MaterialRow, 'sha256' | 'since' | 'dueOn' | 'isAsked'>): string {
  const rank = isAsked === true ? 0 : 1;
  // Of older code's, which knew of no deadline: their intake is long ago.
  return `${rank}/${dueOn ?? since.slice(0, 10)}/${since}/${sha256}`;
}

/**
 * Inside the caller's transaction over `outbox` and `materials`: nothing of the
 * case waits any more, so its photographs may go.
 */
export async function giveTurns(
  db: DeviceDatabase,
  caseId: string,
): Promise<void> {
  if (await isTextWaiting(db, caseId)) return;
  await db.materials
    .where('[caseId+state+bytes]')
    .between([caseId, 'pending', 0], [caseId, 'pending', Infinity])
    .modify((row) => {
      row.turn = turnOf(row);
    });
}

/** Inside a transaction over `materials`: the county lacks it, by its own word. */
export async function sendAgain(
  db: DeviceDatabase,
  sha256: string,
  at: string,
): Promise<void> {
  await db.materials
    .where({ sha256 })
    .and(({ state }) => state === 'sent')
    .modify((row) => {
      row.state = 'pending';
      row.since = at;
      row.isBegun = true;
      row.turn = turnOf(row);
      // What was known to be safe is so no more.
      delete row.proof;
    });
}

/** A reviewer waits for it. Said perhaps long ago: what was sent stays sent. */
export async function putMaterialFirst(
  db: DeviceDatabase,
  sha256: string,
): Promise<void> {
  await db.materials
    .where({ sha256 })
    .and(({ state }) => state === 'pending')
    .modify((row) => {
      row.isAsked = true;
      if (row.turn !== undefined) row.turn = turnOf(row);
    });
}

/**
 * Gives those a turn that older code, which knows of none, has left without: once
 * in a start of the worker, page by page.
 */
export async function giveMissingTurns(store: Store): Promise<void> {
  const { db } = store;
  const without = await read(store, async () => {
    const all = await inState(db, '[state+since]').count();
    return all - (await inState(db, '[state+turn]').count());
  });
  if (without === 0) return;
  let after = { since: '', sha256: '' };
  for (;;) {
    const { since, sha256 } = after;
    const page = await read(store, () =>
      db.materials
        .where('[state+since]')
        .between(['pending', since], ['pending', '\uffff'])
        .filter((row) => row.since > since || row.sha256 > sha256)
        .limit(PAGE)
        .toArray(),
    );
    const last = page[page.length - 1];
    if (last === undefined) return;
    after = last;
    const cases = new Set(
      page.flatMap(({ caseId, turn }) =>
        caseId !== null && turn === undefined ? [caseId] : [],
      ),
    );
    if (cases.size === 0) continue;
    await write(store, ['outbox', 'materials'], async () => {
      for (const caseId of cases) await giveTurns(db, caseId);
    });
  }
}

function inState(db: DeviceDatabase, index: '[state+since]' | '[state+turn]') {
  return db.materials
    .where(index)
    .between(['pending', ''], ['pending', '\uffff']);
}

/** By an index alone, where the store has it. */
export async function isTextWaiting(
  db: DeviceDatabase,
  caseId: string,
): Promise<boolean> {
  const waiting = await db.outbox.where({ caseId, state: 'pending' }).count();
  return waiting > 0;
}
