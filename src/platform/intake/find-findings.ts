import type { WorkCalendar } from '../../domain/calendar/calendar-schema.ts';
import type { Answers } from '../../domain/cases/answers.ts';
import type { Finding } from '../../domain/cases/finding.ts';
import type { Paper } from '../../domain/cases/papers.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { isRefusal } from '../../domain/rules/answer-issue.ts';
import { examineForm } from '../../domain/rules/examine-form.ts';

/**
 * What the matter's rules find in a case, by the same code as at the counter, as it
 * was on the day of intake. The device has stopped most of it; but it may be older
 * or newer than the rule, and its clock may lie.
 */
export function findFindings(
  matter: Matter,
  { answers, papers }: { answers: Answers; papers: readonly Paper[] },
  context: { today: string; calendar: WorkCalendar; demo: boolean },
): Finding[] {
  const { ruling, issues } = examineForm(matter, answers, context);
  const handedIn = new Set(papers.map(({ paperId }) => paperId));
  const finding =
    (code: string) =>
    ({ id }: { id: string }): Finding => ({ code, path: id });
  return [
    ...ruling.checks.map(finding('check')),
    ...ruling.undecided.map(finding('checkUndecided')),
    ...ruling.papers.asked
      .filter(({ id, source }) => source !== 'generated' && !handedIn.has(id))
      .map(finding('paperMissing')),
    ...issues
      .filter((issue) => !isRefusal(issue))
      .map(({ code, path }) => ({ code, path: path.slice(0, 120) })),
  ];
}
