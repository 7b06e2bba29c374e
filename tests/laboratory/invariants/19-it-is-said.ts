import type { OutboxRow } from '../../../src/device/database/tables.ts';
import type { ErrorCode } from '../../../src/protocol/error-code.ts';
import { errorSentence, unknownFailure } from '../../../src/text/errors.ts';
import type { World } from '../world/world.ts';
import type { Invariant, Violation } from './invariant.ts';

/**
 * What the county refused, or puts off, the screen shows with a sentence: it is in
 * the list that the clerk sees, by its code; and of a store that is gone, that it is.
 * That they become a screen is shown by tests/counter.
 */
export const itIsSaid: Invariant = {
  number: 19,
  name: 'refused, later and a store that is gone are said on the screen',
  during: findUnsaid,
  atEnd: (world) => [
    ...findUnsaid(world),
    ...findUnshown(world),
    ...findLossUnsaid(world),
  ],
};

/**
 * A store that does not open is called broken at once (world/first-page.ts). Of one
 * that was taken away the next start says so, and that something was unsent where
 * something was: of what was made after the last note it says nothing.
 */
function findLossUnsaid({ oracle, county }: World): Violation[] {
  const violation = (what: string): Violation => ({
    invariant: 19,
    counts: 'broken',
    what,
  });
  const losses = oracle.evictions.flatMap(({ profile, said, operationIds }) => {
    const unsaid = (what: string) => [violation(`${profile} ${what}`)];
    if (said === undefined) return unsaid('never said that its store is gone');
    if (said === 'nothing') return unsaid('looks like a new one');
    const isHidden = operationIds.some(
      (id) =>
        oracle.goneWithStore.has(id) &&
        (oracle.saved.get(id)?.seq ?? Infinity) <= said.lastSeq,
    );
    return isHidden && said.unsentOperations === 0 && county.restores === 0
      ? unsaid('said that nothing was unsent')
      : [];
  });
  return [...[...oracle.unsaid].map(violation), ...losses];
}

function findUnsaid({ profiles }: World): Violation[] {
  const violations: Violation[] = [];
  for (const { disk, name } of profiles)
    for (const {
      id,
      state,
      result,
      code,
      laterCount,
      ...row
    } of disk.rows<OutboxRow>('outbox')) {
      const unsaid = (what: string) =>
        violations.push({
          invariant: 19,
          counts: 'broken',
          what: `${id} on ${name} ${what}`,
        });
      if (state === 'attention' && !hasSentence(code))
        unsaid(`is in the tray without a sentence: ${code}`);
      if (state === 'pending' && laterCount > 0 && !hasSentence(code))
        unsaid(`is put off without a sentence: ${code}`);
      // A person has settled it: replaced or taken back.
      const isSettled =
        row.replacedBy !== undefined || row.removed !== undefined;
      if (state === 'settled' && result === 'refused' && !isSettled)
        unsaid('was refused, and is not in the tray');
    }
  return violations;
}

function hasSentence(code: ErrorCode | null): boolean {
  return code !== null && errorSentence(code) !== unknownFailure('');
}

function findUnshown({ profiles, oracle }: World): Violation[] {
  return profiles.flatMap(({ disk, name }) => {
    const shown = oracle.shown.get(name);
    if (shown === undefined) return [];
    const seen = new Set(
      [...shown.attention, ...shown.held].map(({ operationId }) => operationId),
    );
    return disk
      .rows<OutboxRow>('outbox')
      .filter(
        ({ id, state, result }) =>
          !seen.has(id) &&
          (state === 'attention' || (state === 'settled' && result === 'held')),
      )
      .map(({ id }) => ({
        invariant: 19,
        counts: 'broken' as const,
        what: `${id} waits for a person on ${name}, and is not shown`,
      }));
  });
}
