// At each contact what the county has of this device's chain is compared with
// what lies here. The chain is evidence, never a gate: a gap is said by number
// and blocks nothing.
import { putMeta } from '../database/meta.ts';
import type { DeviceDatabase, OutboxRow } from '../database/tables.ts';
import { clip, without, type Range } from './ranges.ts';

/** Up to `seq` all is known; `missing` names gaps beyond. */
export type Have = {
  seq: number;
  missing: readonly (readonly [number, number])[];
};

/**
 * Of the places 1 to `made`, which the device had made when it asked, those that
 * the county does not know; and those beyond that it knows of.
 */
export function placesOf(
  have: Have,
  made: number,
): { unknown: Range[]; foreign: Range[] } {
  const top = have.missing.reduce((most, [, to]) => Math.max(most, to), 0);
  const seen = Math.max(have.seq, top);
  return {
    unknown:
      have.missing.length === 0
        ? clip([[have.seq + 1, made]], 1, made)
        : clip(have.missing, 1, made),
    foreign: clip([[made + 1, seen]], 1, Infinity),
  };
}

/**
 * Inside the caller's transaction over `meta` and `outbox`. What was settled here and is unknown there
 * goes again: the county was restored, or something went wrong; once in an epoch,
 * since a county may have reasons not to count what it has, or whenever `isForced`.
 * Once it was restored, so does what it knows: another copy or a stick may have brought
 * it anew, and it was decided otherwise by then, while an outcome tells only of what is
 * held here.
 * What is in the tray, or has left it, is told of again. What is neither there nor here is lost,
 * and is kept in `meta` for the screen and for the county.
 */
export async function compareChain(
  db: DeviceDatabase,
  given: {
    have: Have;
    made: number;
    epoch: string;
    isForced?: boolean;
    /** The epoch that it was compared in before has passed. */
    isRestored?: boolean;
    /** Of a former device: how much lower its places lie here. */
    down?: number;
  },
): Promise<void> {
  const { have, made, epoch, isForced = false, down = 0 } = given;
  const { unknown, foreign } = placesOf(have, made);
  const lost: Range[] = [];
  for (const [from, to] of unknown) {
    const range: Range = [from - down, to - down];
    await goAgain(db, range, { epoch, isForced });
    lost.push(...(await gapsOf(db, range)));
  }
  if (given.isRestored === true)
    await goAgain(db, [1 - down, made - down], {
      epoch,
      isForced,
      of: mayDiffer,
    });
  if (down === 0) await putMeta(db, 'lost', { ranges: [...lost, ...foreign] });
}

/**
 * Of a forked chain: a place says nothing, so whatever was settled goes again, and the
 * county answers by id. Inside the caller's transaction over `outbox`.
 */
export async function askForAll(
  db: DeviceDatabase,
  given: { made: number; epoch: string; isForced?: boolean },
): Promise<void> {
  const { made, epoch, isForced = false } = given;
  await goAgain(db, [1, made], { epoch, isForced });
}

/** What was refused at once is so again; what a person refused had been held for him. */
const mayDiffer = ({ result, wasHeld }: OutboxRow) =>
  result !== 'refused' || wasHeld === true;

async function goAgain(
  db: DeviceDatabase,
  [from, to]: Range,
  given: {
    epoch: string;
    isForced: boolean;
    /** Absent: all of them. */
    of?: (row: OutboxRow) => boolean;
  },
): Promise<void> {
  const { epoch, isForced, of = () => true } = given;
  const isDue = ({ askedAgainIn }: OutboxRow) =>
    isForced || askedAgainIn !== epoch;
  await db.outbox
    .where('[state+seq]')
    .between(['settled', from], ['settled', to], true, true)
    // A refused one that was settled by a person is not asked again.
    .and((row) => row.result !== 'refused' && isDue(row) && of(row))
    .modify({
      state: 'pending',
      result: null,
      code: null,
      laterCount: 0,
      settledAt: null,
      askedAgainIn: epoch,
    });
  // No proof moves the epoch when it is a copy that the county has lost, so the copy is
  // told of as often as its place is unknown, with growing pauses (send-copies.ts).
  const toldAgain = { isCopyOwed: true, askedAgainIn: epoch };
  await db.outbox
    .where('[state+seq]')
    .between(['attention', from], ['attention', to], true, true)
    .and(of)
    .modify(toldAgain);
  await db.outbox
    .where('[state+seq]')
    .between(['settled', from], ['settled', to], true, true)
    .and((row) => row.result === 'refused' && of(row))
    .modify(toldAgain);
}

/** By the index alone, and in the usual case by a count. */
async function gapsOf(db: DeviceDatabase, range: Range): Promise<Range[]> {
  const [from, to] = range;
  const rows = db.outbox.where('seq').between(from, to, true, true);
  if ((await rows.count()) === to - from + 1) return [];
  return without(range, (await rows.keys()) as number[]);
}
