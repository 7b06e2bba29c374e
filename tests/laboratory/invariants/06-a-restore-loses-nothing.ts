import { COUNTY } from '../world/places.ts';
import type { Invariant, Violation } from './invariant.ts';

/**
 * After a restore to any backup invariants 1 to 3 hold again, which they say
 * themselves, and everything has come back to the county: what a device still
 * holds is not enough at the end.
 */
export const aRestoreLosesNothing: Invariant = {
  number: 6,
  name: 'after a restore everything comes back',
  atEnd({ oracle, county }) {
    if (county.restores === 0) return [];
    const violations: Violation[] = [];
    const rows = county.store.table('operations');
    const copies = county.store.table('unreadable');
    for (const { operationId, kind, profile } of oracle.saved.values()) {
      // It never came (21).
      if (oracle.turnedAway.has(profile)) continue;
      const key = `${COUNTY} ${operationId}`;
      const isTold = [...copies.values()].some(({ id }) => id === operationId);
      if (rows.has(key) || isTold) continue;
      if (oracle.goneWithStore.has(operationId)) continue;
      violations.push({
        invariant: 6,
        counts: 'lost',
        what: `${kind} ${operationId} did not come back`,
      });
    }
    return violations;
  },
};
