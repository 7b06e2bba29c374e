import type { Row } from '../memory/tables.ts';
import type { World } from '../world/world.ts';
import type { Invariant, Violation } from './invariant.ts';

type Operation = Row<'operations'>;

/**
 * Held for what its device or its key is, whatever its case says: it is kept at once
 * and has no effect, also when the one before it lies in a tray and never comes.
 */
const OF_THE_DEVICE = new Set<Operation['code']>(['forked', 'revoked']);

/**
 * Effects follow `casePrev`: a follower is decided after the one before it, is
 * held while that is held and refused when that is. Chains verify, and where one
 * has a gap the county's count ends there.
 */
export const orderAndChains: Invariant = {
  number: 4,
  name: 'effects follow casePrev; chains verify; gaps are named',
  // The chain is evidence and never a gate: a gap in it is waited for by nobody.
  watch({ oracle }, found) {
    oracle.onResults.push((results) => {
      for (const { id, ...said } of results) {
        const isWaiting =
          said.result === 'later' && said.code === 'predecessorMissing';
        if (isWaiting && oracle.saved.get(id)?.casePrev === null)
          found({
            invariant: 4,
            counts: 'reordered',
            what: `${id} is put off, and builds on nothing`,
          });
      }
    });
  },
  during: findOrder,
  atEnd: (world) => [...findOrder(world), ...findChains(world)],
};

function findOrder({ county }: World): Violation[] {
  const violations: Violation[] = [];
  const reordered = (row: Operation, what: string) =>
    violations.push({
      invariant: 4,
      counts: 'reordered',
      what: `${row.schema} ${row.operationId} ${what}`,
    });
  // The map keeps the order in which they were decided first.
  const decided = new Map<string, Operation>();
  for (const row of county.store.table('operations').values()) {
    // Of what nobody proved to have made the county knows nothing.
    if (row.authorKid === null) continue;
    const { casePrev } = row;
    const before = casePrev === null ? undefined : decided.get(casePrev);
    const isDecided =
      row.result !== 'refused' &&
      !(row.result === 'held' && OF_THE_DEVICE.has(row.code));
    if (casePrev !== null && before === undefined && isDecided)
      reordered(row, `was decided before ${casePrev}`);
    if (row.result === 'applied' && before?.result === 'held')
      reordered(row, 'has an effect, and the one before it is held');
    if (row.result === 'applied' && before?.result === 'refused')
      reordered(row, 'has an effect, and the one before it was refused');
    if (before?.result === 'held' && row.code === 'notAllowedNow')
      reordered(row, 'was judged while the one before it was held');
    decided.set(row.operationId, row);
  }
  return violations;
}

function findChains({ county }: World): Violation[] {
  const violations: Violation[] = [];
  const broken = (what: string) =>
    violations.push({ invariant: 4, counts: 'reordered', what });
  const operations = [...county.store.table('operations').values()];
  for (const device of county.store.table('devices').values()) {
    const chain = operations
      .filter(
        ({ deviceId, authorKid }) =>
          deviceId === device.deviceId && authorKid !== null,
      )
      .sort((one, other) => one.seq - other.seq);
    if (device.chainState === 'forked') continue;
    let whole = 0;
    let former: Operation | undefined;
    for (const row of chain) {
      const isNext = row.seq === (former?.seq ?? 0) + 1;
      if (isNext && row.prev !== (former?.sha256 ?? null))
        broken(`${row.operationId} names another one before it`);
      if (former?.seq === row.seq)
        broken(`two operations at place ${row.seq}, and no fork was noticed`);
      if (isNext && whole === row.seq - 1) whole = row.seq;
      former = row;
    }
    if (device.knownSeq > whole)
      broken(
        `a chain counts as whole to ${device.knownSeq}, and is to ${whole}`,
      );
  }
  return violations;
}
