// Heap and the length of tasks have no meaning here: the heap is measured by
// tests/device/sync/bounded.test.ts and tests/bench, the tasks by tests/bench.
import type { MaterialRow } from '../../../src/device/database/tables.ts';
import type { Profile } from '../world/profile.ts';
import type { World } from '../world/world.ts';
import type { Invariant, Violation } from './invariant.ts';

/** In a run nothing is lost of what a cut has brought; on a line up to 64 kB are. */
const A_CUT = 2048;
const MINUTE = 60_000;
/** Of one window; a round of a small queue, and some rounds after faults. */
const ASKED_A_MINUTE = 150;

/**
 * At most 64 kB go again for each cut, and a device does not ask more often than
 * its queue needs, however the county fails.
 */
export const bounded: Invariant = {
  number: 14,
  name: 'sent again: 64 kB a cut; requests are bounded',
  atEnd: (world) =>
    world.profiles.flatMap((profile) => [
      ...findBusy(world, profile),
      ...findSentAgain(world, profile),
    ]),
};

function findBusy({ oracle }: World, { name, windows }: Profile): Violation[] {
  const times = oracle.lineOf(name).askedAtMs;
  const most = ASKED_A_MINUTE * windows.length;
  for (let i = most; i < times.length; i += 1)
    if ((times[i] ?? 0) - (times[i - most] ?? 0) < MINUTE)
      return [
        {
          invariant: 14,
          counts: 'broken',
          what: `${name} asked more than ${most} times in a minute`,
        },
      ];
  return [];
}

function findSentAgain(
  { oracle, county }: World,
  { name, disk, windows, hasLocks }: Profile,
): Violation[] {
  // A restored county wants all again; without locks two senders know nothing of
  // each other, windows or a window and its courier.
  const isAlone = windows.length === 1 && windows[0]?.hadCourier === false;
  if (county.restores > 0 || (!isAlone && !hasLocks)) return [];
  const { arrived, cuts, lateBytes } = oracle.lineOf(name);
  const rows = disk.rows<MaterialRow>('materials');
  const sizes = new Map(rows.map(({ sha256, bytes }) => [sha256, bytes]));
  let again = 0;
  for (const [sha256, bytes] of arrived)
    again += Math.max(0, bytes - (sizes.get(sha256) ?? bytes));
  const most = A_CUT * cuts + lateBytes;
  return again <= most
    ? []
    : [
        {
          invariant: 14,
          counts: 'broken',
          what: `${name} sent ${again} B again; ${cuts} cuts, ${lateBytes} B were late`,
        },
      ];
}
