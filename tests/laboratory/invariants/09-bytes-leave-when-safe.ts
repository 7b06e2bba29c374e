import type {
  ChainRow,
  MaterialBytesRow,
  MaterialRow,
} from '../../../src/device/database/tables.ts';
import { COUNTY } from '../world/places.ts';
import type { Profile } from '../world/profile.ts';
import type { World } from '../world/world.ts';
import type { Invariant } from './invariant.ts';

const GRACE_MS = 7 * 86_400_000;

/**
 * Bytes that were cited leave a device only when the county has said that all it
 * held then is safe, seven days ago, and has them whole; and what a device calls
 * sent the county has.
 */
export const bytesLeaveWhenSafe: Invariant = {
  number: 9,
  name: 'bytes leave the device when they are safe, and not before',
  watch(world, found) {
    const complete = new Set<string>();
    const noteComplete = () => {
      for (const row of world.county.store.table('materials').values())
        if (row.completeAt !== null) complete.add(row.sha256);
    };
    world.onCounty.push(noteComplete);
    const held = new Map<Profile, Set<string>>();
    const cited = new Map<Profile, Set<string>>();
    const lost = (counts: 'lost' | 'broken', what: string) =>
      found({ invariant: 9, counts, what });
    world.onEvicted.push((profile) => {
      held.delete(profile);
      cited.delete(profile);
    });
    world.onDisk.push((profile, stores) => {
      if (stores.has('materials')) {
        const now = profile.disk.rows<MaterialRow>('materials');
        cited.set(
          profile,
          new Set(
            now
              .filter(({ state }) => state === 'pending' || state === 'sent')
              .map(({ sha256 }) => sha256),
          ),
        );
        for (const { sha256, state } of now)
          if (state === 'sent' && !complete.has(sha256))
            lost(
              'lost',
              `${sha256.slice(0, 8)} is called sent, and never came`,
            );
      }
      if (stores.has('materialBytes')) {
        const now = new Set(
          profile.disk
            .rows<MaterialBytesRow>('materialBytes')
            .map(({ sha256 }) => sha256),
        );
        for (const sha256 of held.get(profile) ?? [])
          if (
            !now.has(sha256) &&
            !world.oracle.gone.has(sha256) &&
            cited.get(profile)?.has(sha256) === true
          ) {
            world.oracle.fault('released');
            const early = whyTooEarly(world, sha256, profile);
            if (early !== undefined) lost('lost', early);
          }
        held.set(profile, now);
      }
      if (stores.has('chain')) {
        const chain = profile.disk.rows<ChainRow>('chain');
        for (const { id, released } of chain)
          if (released !== undefined && !isEnvelopeSafe(world, id))
            lost('lost', `the envelope of ${id} has left too early`);
      }
    });
  },
};

function whyTooEarly(
  world: World,
  sha256: string,
  { name }: Profile,
): string | undefined {
  const row = world.county.store.table('materials').get(`${COUNTY} ${sha256}`);
  const what = `${sha256.slice(0, 8)} has left ${name}`;
  if (row === undefined || row.completeAt === null)
    return `${what}, and the county has not got it`;
  return isSafe(world, row.completeAt) ? undefined : `${what} too early`;
}

function isEnvelopeSafe(world: World, id: string): boolean {
  const row = world.county.store.table('operations').get(`${COUNTY} ${id}`);
  // A restore after the release is what the backup of a backup is for.
  if (row === undefined) return world.county.restores > 0;
  return isSafe(world, row.arrivedAt);
}

/** The county said seven days ago that what it held at that time is safe. */
function isSafe({ oracle, scheduler }: World, at: string): boolean {
  return oracle.safe.some(
    ({ through, atMs }) => through >= at && scheduler.nowMs - atMs >= GRACE_MS,
  );
}
