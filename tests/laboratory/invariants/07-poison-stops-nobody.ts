import type { Row } from '../memory/tables.ts';
import { COUNTY } from '../world/places.ts';
import type { World } from '../world/world.ts';
import type { Invariant, Violation } from './invariant.ts';

/**
 * Two copies of a device have each given that number, and a printed receipt stands
 * behind both: the second case is held for a person, and no fault is in it. Where a
 * copy's place in the chain stands beside nothing, it is not held as forked first.
 */
function isNumberedTwice(
  { county, oracle }: World,
  { operationId, deviceId, caseId, number }: Row<'operations'>,
): boolean {
  if (number === null) return false;
  const saver = (id: string) => oracle.saved.get(id)?.profile;
  return [...county.store.table('operations').values()].some(
    (other) =>
      other.number === number &&
      other.deviceId === deviceId &&
      other.caseId !== caseId &&
      other.result === 'applied' &&
      saver(other.operationId) !== saver(operationId),
  );
}

/**
 * With operations on which the county stumbles all others are settled in the
 * batches that they came in: only the poisonous one is held, or put off, and what
 * builds on it.
 */
export const poisonStopsNobody: Invariant = {
  number: 7,
  name: 'poison stops nobody',
  watch(world, found) {
    const { oracle, county } = world;
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
        if (row !== undefined && isNumberedTwice(world, row)) continue;
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
  atEnd(world) {
    const { oracle, county } = world;
    const violations: Violation[] = [];
    for (const { operationId, caseId } of oracle.saved.values()) {
      const row = county.store
        .table('operations')
        .get(`${COUNTY} ${operationId}`);
      if (row?.code !== 'unprocessable' || oracle.poisoned.has(caseId))
        continue;
      if (isNumberedTwice(world, row)) continue;
      violations.push({
        invariant: 7,
        counts: 'broken',
        what: `${operationId} is unprocessable, and is not poisonous`,
      });
    }
    return violations;
  },
};
