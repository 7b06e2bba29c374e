import { COUNTY } from '../world/places.ts';
import type { Invariant, Violation } from './invariant.ts';

/**
 * With operations on which the county stumbles all others are settled in the
 * batches that they came in: only the poisonous one is held, or put off, and what
 * builds on it.
 */
export const poisonStopsNobody: Invariant = {
  number: 7,
  name: 'poison stops nobody',
  watch({ oracle, county }, found) {
    oracle.onBatchFailed.push((ids, status) => {
      // That the engine was away is another matter.
      const isAway = status === 503 && county.unheardCommits > 0;
      if (county.store.poison.size > 0 && !isAway)
        found({
          invariant: 7,
          counts: 'broken',
          what: `a batch of ${ids.length} beside a poisonous one: ${status}`,
        });
    });
    oracle.onResults.push((results) => {
      if (county.store.poison.size === 0) return;
      for (const { id, ...said } of results) {
        const row = county.store.table('operations').get(`${COUNTY} ${id}`);
        const saved = oracle.saved.get(id);
        const caseId = row?.caseId ?? saved?.caseId;
        if (caseId !== undefined && county.store.poison.has(caseId ?? ''))
          continue;
        const code = 'code' in said ? said.code : '';
        if (code === 'unprocessable' || code === 'busy')
          found({
            invariant: 7,
            counts: 'broken',
            what: `${id} is ${said.result} ${code} beside a poisonous one`,
          });
      }
    });
  },
  atEnd({ oracle, county }) {
    const violations: Violation[] = [];
    for (const { operationId, caseId } of oracle.saved.values()) {
      const row = county.store
        .table('operations')
        .get(`${COUNTY} ${operationId}`);
      if (row?.code !== 'unprocessable' || oracle.poisoned.has(caseId))
        continue;
      violations.push({
        invariant: 7,
        counts: 'broken',
        what: `${operationId} is unprocessable, and is not poisonous`,
      });
    }
    return violations;
  },
};
