import { foldCase } from '../../../src/domain/cases/fold-case.ts';
import type {
  CursorRow,
  EventRow,
} from '../../../src/device/database/tables.ts';
import { hashOf, makeFeedMac } from '../../../src/platform/feed/feed-mac.ts';
import { COUNTY } from '../world/places.ts';
import type { Profile } from '../world/profile.ts';
import type { World } from '../world/world.ts';
import type { Invariant, Violation } from './invariant.ts';

/**
 * Positions of an audience are 1 to n; a case's row is the fold of its events; and
 * what a device has of its station's cases are those events and no others, as far
 * as its cursor says that it has read.
 */
export const theFeedIsWhole: Invariant = {
  number: 10,
  name: 'positions are 1 to n, and folds are equal',
  // After a restore positions are given anew, until the device has heard of it.
  watch(world, found) {
    world.onDisk.push((profile, stores) => {
      if (!stores.has('cursors') || world.county.restores > 0) return;
      for (const unread of findUnread(world, profile)) found(unread);
    });
  },
  during: findGaps,
  atEnd: (world) => [
    ...findGaps(world),
    ...findFolds(world),
    ...world.profiles.flatMap((profile) => findUnread(world, profile)),
  ],
};

const violation = (counts: Violation['counts'], what: string): Violation => ({
  invariant: 10,
  counts,
  what,
});

function findGaps({ county }: World): Violation[] {
  const positions = new Map<string, number[]>();
  for (const { audience, pos } of county.store.table('feedItems').values()) {
    const known = positions.get(audience);
    if (known === undefined) positions.set(audience, [pos]);
    else known.push(pos);
  }
  return [...positions].flatMap(([audience, places]) => {
    const head = county.store.table('feedHeads').get(`${COUNTY} ${audience}`);
    const isWhole = places
      .sort((one, other) => one - other)
      .every((pos, i) => pos === i + 1);
    return isWhole && head?.pos === places.length
      ? []
      : [violation('reordered', `${audience} has a gap: ${places.join()}`)];
  });
}

function findFolds({ county }: World): Violation[] {
  const events = [...county.store.table('events').values()];
  return [...county.store.table('cases').values()].flatMap((row) => {
    const own = events
      .filter(({ caseId }) => caseId === row.caseId)
      .sort((one, other) => one.n - other.n);
    return JSON.stringify(foldCase(own)) === JSON.stringify(row.state)
      ? []
      : [violation('altered', `${row.number} is not the fold of its events`)];
  });
}

/** Rows are sealed: the MAC that an event came with names its content. */
function findUnread(
  { county }: World,
  { disk, station, name }: Profile,
): Violation[] {
  const audience = `station:${station}`;
  const cursor = disk
    .rows<CursorRow>('cursors')
    .find((row) => row.audience === audience);
  const here = new Map(
    disk.rows<EventRow>('events').map((row) => [`${row.caseId} ${row.n}`, row]),
  );
  const violations: Violation[] = [];
  for (const item of county.store.table('feedItems').values()) {
    if (item.audience !== audience || item.kind !== 'event') continue;
    if (item.pos > (cursor?.pos ?? 0)) continue;
    const { pos, caseId, body } = item;
    const { n } = body as { n: number };
    const row = here.get(`${caseId} ${n}`);
    const what = `event ${n} of ${caseId}`;
    const mac = makeFeedMac(county.keys, { epoch: '', audience, pos }, body);
    if (row === undefined)
      violations.push(violation('lost', `${name} has not got ${what}`));
    else if (row.via !== 'snapshot' && hashOf(row.mac) !== hashOf(mac))
      violations.push(violation('altered', `${name} has another ${what}`));
  }
  return violations;
}
