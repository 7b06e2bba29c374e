import type { EventRow } from '../../../src/device/database/tables.ts';
import type { World } from '../world/world.ts';
import type { Invariant, Violation } from './invariant.ts';

/**
 * No device receives, or keeps, anything of a case outside its audiences: every
 * run has stations beside each other, each with cases of its own.
 */
export const onlyOnesOwnCases: Invariant = {
  number: 11,
  name: 'no device receives a case outside its audiences',
  during: find,
  atEnd: find,
};

function find({ oracle, profiles }: World): Violation[] {
  const stations = new Map(
    profiles.map(({ name, station }) => [name, station]),
  );
  const owners = new Map(
    [...oracle.saved.values()].map(({ caseId, profile }) => [
      caseId,
      stations.get(profile),
    ]),
  );
  const leaked = new Set<string>();
  const check = (profile: string, caseId: string | null, how: string) => {
    const owner = owners.get(caseId ?? '');
    if (owner !== undefined && owner !== stations.get(profile))
      leaked.add(`${profile} ${how} ${caseId} of ${owner}`);
  };
  for (const { profile, audience, caseId } of oracle.pulled) {
    check(profile, caseId, 'received');
    if (audience !== `station:${stations.get(profile)}`)
      leaked.add(`${profile} received ${audience}`);
  }
  for (const { name, disk } of profiles)
    for (const { caseId } of disk.rows<EventRow>('events'))
      check(name, caseId, 'keeps');
  return [...leaked].map((what) => ({ invariant: 11, counts: 'leaked', what }));
}
