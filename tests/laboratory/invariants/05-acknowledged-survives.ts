import { COUNTY } from '../world/places.ts';
import type { World } from '../world/world.ts';
import type { Invariant, Violation } from './invariant.ts';

/**
 * What an answer said was applied or held is at the county, through the death of
 * every process of it. A restore is another matter (invariant 6).
 */
export const acknowledgedSurvives: Invariant = {
  number: 5,
  name: 'an acknowledged operation survives',
  during: find,
  atEnd: find,
};

function find({ oracle, county }: World): Violation[] {
  const violations: Violation[] = [];
  const rows = county.store.table('operations');
  for (const [id, { result, restores }] of oracle.acknowledged) {
    if (restores !== county.restores || result === 'refused') continue;
    if (rows.has(`${COUNTY} ${id}`)) continue;
    violations.push({
      invariant: 5,
      counts: 'lost',
      what: `${id} was ${result} by the county's word, and is not there`,
    });
  }
  return violations;
}
