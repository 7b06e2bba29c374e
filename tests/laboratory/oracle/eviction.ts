// What a store that was taken away had in it, and what of that was nowhere else: the
// product cannot have it any more, and is to say so.
import type {
  MaterialRow,
  OutboxRow,
} from '../../../src/device/database/tables.ts';
import type { StationMark } from '../../../src/counter/mark-of-station.ts';
import type { Profile } from '../world/profile.ts';
import type { World } from '../world/world.ts';

export type Eviction = {
  profile: string;
  operationIds: string[];
  materials: string[];
  /** What was noted beside the database. */
  mark: StationMark | undefined;
  /** What the screen said at the next start; undefined: it has not started. */
  said?: StationMark | 'nothing';
};

/** Before anything of it is taken away. */
export function noteEviction(world: World, { disk, name, mark }: Profile) {
  const { oracle, scheduler } = world;
  oracle.evicted.set(name, scheduler.nowMs);
  oracle.evictions.push({
    profile: name,
    operationIds: [...oracle.saved.values()]
      .filter(({ profile }) => profile === name)
      .map(({ operationId }) => operationId),
    materials: disk.rows<MaterialRow>('materials').map(({ sha256 }) => sha256),
    mark,
  });
  for (const [draftId, { profile }] of oracle.typed)
    if (profile === name) oracle.typed.delete(draftId);
  oracle.shown.delete(name);
}

/**
 * After a store was taken away, and after a restore, which takes from the county what
 * no device can hand in again: what is nowhere now may stay away.
 */
export function excuseWhatIsGone({ oracle, county, profiles }: World): void {
  const operations = new Set(
    [...county.store.table('envelopes').values()].map(
      ({ envelope }) => envelope.id,
    ),
  );
  const materials = new Set<string>();
  for (const { sha256, completeAt } of county.store.table('materials').values())
    if (completeAt !== null) materials.add(sha256);
  for (const { disk } of profiles) {
    for (const { id } of disk.rows<OutboxRow>('outbox')) operations.add(id);
    for (const { sha256, state } of disk.rows<MaterialRow>('materials'))
      if (state !== 'damaged') materials.add(sha256);
  }
  for (const eviction of oracle.evictions) {
    for (const id of eviction.operationIds)
      if (!operations.has(id)) oracle.goneWithStore.add(id);
    for (const sha256 of eviction.materials)
      if (!materials.has(sha256)) oracle.gone.add(sha256);
  }
}
