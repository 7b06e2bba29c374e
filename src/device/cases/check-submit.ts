// What must be there before a draft can be submitted. The page checks the same
// and points at each place; this is the last look before signing.
import type { Paper } from '../../domain/cases/papers.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { isBlocking } from '../../domain/rules/answer-issue.ts';
import { normaliseAnswers } from '../../domain/rules/normalise-answers.ts';
import { requiredPapers } from '../../domain/rules/required-papers.ts';
import { validateAnswers } from '../../domain/rules/validate-answers.ts';
import type { DraftContent } from '../drafts/draft-content.ts';
import { finishedPapers, unfinishedPaper } from '../drafts/drafted-paper.ts';

export type SubmitProblem =
  'answersInvalid' | 'papersMissing' | 'signatureMissing';

export function checkSubmit(
  content: DraftContent,
  matter: Matter,
  context: { today: string; demo: boolean },
): SubmitProblem | null {
  const answers = normaliseAnswers(matter, content.answers);
  const issues = validateAnswers(matter, answers, context);
  if (issues.some(isBlocking)) return 'answersInvalid';
  const unfinished = unfinishedPaper(content.papers);
  if (unfinished !== null) return unfinished;
  const handedIn = new Set(
    papersOf(content, matter).map(({ paperId }) => paperId),
  );
  const { asked } = requiredPapers(matter);
  if (asked.some(({ id }) => !handedIn.has(id))) return 'papersMissing';
  return content.signature === null ? 'signatureMissing' : null;
}

/**
 * As in the draft, and what is made from the answers itself. A paper that is only
 * made under a condition (a mandate) is not claimed: nobody has said that it holds.
 */
export function papersOf(content: DraftContent, matter: Matter): Paper[] {
  const drafted = new Set(content.papers.map(({ paperId }) => paperId));
  const generated = matter.materials
    .filter(
      ({ id, source, required }) =>
        source === 'generated' && required && !drafted.has(id),
    )
    .map(({ id }): Paper => ({ how: 'generated', paperId: id }));
  return [...finishedPapers(content.papers), ...generated];
}
