import type { Row } from '../memory/tables.ts';
import type { Saved } from '../oracle/oracle.ts';
import { COUNTY } from '../world/places.ts';
import type { World } from '../world/world.ts';
import type { Invariant, Violation } from './invariant.ts';

/**
 * The design's guarantee 8: old work is always taken in. What was done before a
 * version of the catalogue was withdrawn stands, whenever it arrives; what was done
 * by it afterwards waits for a person, and nobody but a person says no to it.
 */
export const oldWorkIsTakenIn: Invariant = {
  number: 20,
  name: 'old work is taken in; what was done by a withdrawn version is held',
  atEnd(world) {
    const violations: Violation[] = [];
    for (const saved of world.oracle.saved.values()) {
      const row = world.county.store
        .table('operations')
        .get(`${COUNTY} ${saved.operationId}`);
      const what = row && whatIsWrong(world, saved, row);
      if (what !== undefined)
        violations.push({
          invariant: 20,
          counts: 'broken',
          what: `${saved.kind} ${saved.operationId} ${what}`,
        });
    }
    return violations;
  },
};

function whatIsWrong(
  world: World,
  saved: Saved,
  { result, code, casePrev, givenUp }: Row<'operations'>,
): string | undefined {
  const { county, oracle } = world;
  const line = lineBehind(world, saved.operationId, casePrev);
  const isByHand = line.some((id) => oracle.decidedByHand.has(id));
  // What a proxy lets nobody carry the device has given up, and what builds on it.
  const isGivenUp = line.some((id) => oracle.badAlone.has(id));
  const isRefused = result === 'refused' && code === 'invalid';
  if (isRefused && !isByHand && !givenUp && !isGivenUp)
    return 'was refused as it stood';
  // What goes again keeps the time of the first.
  if (saved.isAgain || !isHonest(world, saved)) return undefined;
  // A restored county may have judged it before it was told of the law again, and holds
  // what is pinned to a version that it has lost.
  if (county.restores > 0) return undefined;
  const withdrawals = [...county.store.table('withdrawals').values()];
  if (
    code === 'catalogueWithdrawn' &&
    withdrawals.every(({ at }) => saved.atMs <= Date.parse(at))
  )
    return 'was made before, and is held';
  const version = [...county.store.table('cases').values()].find(
    ({ caseId }) => caseId === saved.caseId,
  )?.catalogueVersion;
  const isStopped = withdrawals.some(
    ({ at, mode, ...withdrawn }) =>
      withdrawn.version === version &&
      saved.begunMs > Date.parse(at) &&
      (saved.kind === 'submit' || mode === 'stopAll'),
  );
  return isStopped && result === 'applied' && !isByHand
    ? 'was made by a withdrawn version, and nobody was asked'
    : undefined;
}

/** It and what it builds on, one after the other: what befalls one befalls the rest. */
function lineBehind(
  { county }: World,
  operationId: string,
  casePrev: string | null,
): string[] {
  const line = [operationId];
  for (let id = casePrev; id !== null && !line.includes(id);) {
    line.push(id);
    const row = county.store.table('operations').get(`${COUNTY} ${id}`);
    id = row?.casePrev ?? null;
  }
  return line;
}

/** What a clock that lies makes of it is invariant 13's business. */
function isHonest({ plan }: World, { profile }: Saved): boolean {
  const at = plan.profiles.findIndex(({ name }) => profile.startsWith(name));
  return !plan.faults.some(
    (fault) =>
      (fault.kind === 'clock' || fault.kind === 'emptyBattery') &&
      fault.profile === at,
  );
}
