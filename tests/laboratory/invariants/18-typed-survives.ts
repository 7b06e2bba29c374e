import type { DraftRow } from '../../../src/device/database/tables.ts';
import type { World } from '../world/world.ts';
import type { Invariant, Violation } from './invariant.ts';

/**
 * What the screen said was saved of a draft is there until it is handed in or
 * thrown away: its row at any moment, its answers whenever the clerk comes back.
 * That a keystroke is saved within a second is the page's, and is shown by
 * tests/journeys.
 */
export const typedSurvives: Invariant = {
  number: 18,
  name: 'what was typed survives',
  during: find,
  atEnd: find,
};

function find({ oracle, profiles }: World): Violation[] {
  const violations: Violation[] = [];
  const lost = (counts: 'lost' | 'altered', what: string) =>
    violations.push({ invariant: 18, counts, what });
  const drafts = new Set(
    profiles.flatMap(({ disk }) =>
      disk.rows<DraftRow>('drafts').map(({ draftId }) => draftId),
    ),
  );
  for (const [draftId, { answers, isHandedIn, readAgain }] of oracle.typed) {
    if (isHandedIn) continue;
    if (!drafts.has(draftId)) lost('lost', `the draft ${draftId}`);
    if (readAgain === undefined) continue;
    if (typeof readAgain === 'string') {
      if (readAgain === 'draftNotFound') lost('lost', `the draft ${draftId}`);
      continue;
    }
    for (const [id, answer] of Object.entries(answers))
      if (JSON.stringify(readAgain[id]) !== JSON.stringify(answer))
        lost('altered', `${id} of the draft ${draftId}`);
  }
  return violations;
}
