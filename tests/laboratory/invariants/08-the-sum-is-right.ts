import type {
  ChainRow,
  OutboxRow,
} from '../../../src/device/database/tables.ts';
import { COUNTY } from '../world/places.ts';
import type { Saved } from '../oracle/oracle.ts';
import type { World } from '../world/world.ts';
import type { Invariant, Violation } from './invariant.ts';

/**
 * saved = applied + held + attention + pending: each saved operation stands on its
 * device in exactly one of these, and where device and county both know what was
 * decided, they say the same.
 */
export const theSumIsRight: Invariant = {
  number: 8,
  name: 'saved = applied + held + attention + pending',
  atEnd(world) {
    const violations: Violation[] = [];
    for (const saved of world.oracle.saved.values()) {
      const what = whatIsWrong(world, saved);
      if (what !== undefined)
        violations.push({ invariant: 8, counts: 'altered', what });
    }
    return violations;
  },
};

function whatIsWrong(
  { profiles, county, oracle }: World,
  { operationId, kind, profile, atMs }: Saved,
): string | undefined {
  // Of what was made before that the new store knows nothing.
  if (atMs <= (oracle.evicted.get(profile) ?? -Infinity)) return undefined;
  const disk = profiles.find(({ name }) => name === profile)?.disk;
  const rows = disk?.rows<OutboxRow>('outbox') ?? [];
  const row = rows.find(({ id }) => id === operationId);
  const chain = disk?.rows<ChainRow>('chain') ?? [];
  const isReleased = chain.some(
    ({ id, released }) => id === operationId && released !== undefined,
  );
  const name = `${kind} ${operationId}`;
  if (row === undefined)
    return isReleased ? undefined : `${name} stands in no column`;
  if (isReleased) return `${name} has left, and is still there`;
  const there = county.store
    .table('operations')
    .get(`${COUNTY} ${operationId}`);
  const isDecided = row.state === 'settled' && row.result !== 'refused';
  if (isDecided && there === undefined)
    return `${name} is ${row.result} here, and unknown at the county`;
  return isDecided && there?.result !== row.result
    ? `${name} is ${row.result} here, and ${there?.result} at the county`
    : undefined;
}
