// What must be there before a draft can be submitted. The page checks the same
// and points at each place; this is the last look before signing.
import type { WorkCalendar } from '../../domain/calendar/calendar-schema.ts';
import type { Answers } from '../../domain/cases/answers.ts';
import type { Paper } from '../../domain/cases/papers.ts';
import type { Material } from '../../domain/catalogue/form-schema.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { isBlocking } from '../../domain/rules/answer-issue.ts';
import { examineForm } from '../../domain/rules/examine-form.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { isSigned, type DraftContent } from '../drafts/draft-content.ts';
import { finishedPapers, unfinishedPaper } from '../drafts/drafted-paper.ts';
import { done, failed } from '../outcome.ts';

/** What of a draft is signed and sent. */
export type CheckedDraft = {
  /** In normal form, without those that a condition hides. */
  answers: Answers;
  papers: Paper[];
};

/** `today`: the case's day of intake. */
export function checkSubmit(
  content: DraftContent,
  matter: Matter,
  context: { today: string; demo: boolean; calendar: WorkCalendar },
): Outcome<CheckedDraft> {
  const { ruling, issues } = examineForm(matter, content.answers, context);
  const isStopped = ruling.checks.some(({ level }) => level === 'block');
  if (isStopped || issues.some(isBlocking)) return failed('answersInvalid');
  const unfinished = unfinishedPaper(content.papers, context.today);
  if (unfinished !== null) return failed(unfinished);
  const { asked } = ruling.papers;
  const papers = [
    ...finishedPapers(content.papers),
    ...generatedPapers(content, asked),
  ];
  const handedIn = new Set(papers.map(({ paperId }) => paperId));
  if (asked.some(({ id }) => !handedIn.has(id))) return failed('papersMissing');
  return isSigned(content)
    ? done({ answers: ruling.answers, papers })
    : failed('signatureMissing');
}

/** What is asked for and made from the answers themselves, or stood in for. */
function generatedPapers(
  content: DraftContent,
  asked: readonly Material[],
): Paper[] {
  const drafted = new Set(content.papers.map(({ paperId }) => paperId));
  return asked.flatMap(({ id, source }): Paper[] => {
    if (drafted.has(id)) return [];
    const paper = { how: 'generated', paperId: id } as const;
    const standIn = content.standIns?.find(({ paperId }) => paperId === id);
    if (standIn !== undefined) return [{ ...paper, because: standIn.because }];
    return source === 'generated' ? [paper] : [];
  });
}
