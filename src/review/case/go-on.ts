import { actWord } from '../../text/office-acts.ts';
import { caseText } from '../../text/review.ts';
import type { Review } from '../review-context.ts';
import { hrefs } from '../route.ts';
import type { DecisionForm } from './decision-draft.ts';

/**
 * After a decision: the next case of the list that was left, with a word on the one
 * before. Without a next one the case stays, and all that was decided is added up.
 * @returns what to say on this page
 */
export function goOn(
  review: Review,
  p: { caseId: string; form: DecisionForm; matter: string; name: string },
): string {
  const { place, decided } = review;
  const word = actWord(p.form);
  decided.set(p.caseId, word);
  const rows = place.shown.value?.rows ?? [];
  const at = rows.findIndex(({ caseId }) => caseId === p.caseId);
  const next =
    at < 0
      ? undefined
      : rows.slice(at + 1).find(({ caseId }) => !decided.has(caseId));
  if (next === undefined) {
    const sum = decided.size > 1 ? ` ${sumUp([...decided.values()])}` : '';
    return caseText.decided(word) + sum;
  }
  review.said.value = caseText.decidedNext(word, p.matter, p.name);
  place.currentCaseId.value = next.caseId;
  location.hash = hrefs.case(next.caseId);
  return caseText.decided(word);
}

function sumUp(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return caseText.tally(words.length, [...counts]);
}
