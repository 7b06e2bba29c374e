// The county was restored from a backup. What it can prove of the device's
// positions it is read on from; what it may have lost is shown as unconfirmed
// until it says it again, and is offered to it as a witness's word.
import type { SessionAnswer } from '../../protocol/session.ts';
import { hasIndex } from '../database/has-index.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import type { DeviceDatabase } from '../database/tables.ts';

/** Stores that beginEpoch needs in the caller's transaction, beside `meta`. */
export const EPOCH_STORES = ['cursors', 'events', 'cases'] as const;

/** Inside the caller's transaction. `before`: the epoch that has passed. */
export async function beginEpoch(
  db: DeviceDatabase,
  given: { before: string; proven: SessionAnswer['proven'] },
): Promise<void> {
  const proven = new Map(
    (given.proven ?? []).map((each) => [each.audience, each]),
  );
  const cursors = await db.cursors.toArray();
  const mayDoubt = !db.isTooNew && hasIndex(db, 'events', '[audience+pos]');
  for (const { audience, pos } of cursors) {
    const proof = proven.get(audience);
    const from = Math.min(proof?.pos ?? 0, pos);
    // Beyond it positions have been given anew: what now stands under them was
    // never read. Events come twice then, and each has its one place.
    if (proof === undefined) await db.cursors.delete(audience);
    else await db.cursors.put({ audience, pos: from, mac: proof.mac ?? null });
    if (from < pos && mayDoubt)
      await doubt(db, { audience, from, epoch: given.before });
  }
}

type Doubt = { audience: string; from: number; epoch: string };

async function doubt(db: DeviceDatabase, place: Doubt): Promise<void> {
  const { audience, from, epoch } = place;
  const caseIds = new Set<string>();
  await db.events
    .where('[audience+pos]')
    .between([audience, from], [audience, Infinity], false, true)
    .and((row) => row.epoch === epoch)
    .modify((row) => {
      row.isUnconfirmed = true;
      caseIds.add(row.caseId);
    });
  if (caseIds.size === 0) return;
  // The list has read them already.
  await db.cases
    .where('caseId')
    .anyOf([...caseIds])
    .modify((row) => {
      row.revision += 1;
    });
  const { list = [] } = (await findMeta(db, 'witness')) ?? {};
  await putMeta(db, 'witness', { list: [...list, place] });
}
