import type { Answers } from '../../domain/cases/answers.ts';
import type { CaseDetail, CaseNumbers } from '../../protocol/review.ts';

/** The case with its numbers whole, as long as they are of this state of it. */
export function withNumbers(
  detail: CaseDetail | null,
  numbers: CaseNumbers | null,
): CaseDetail | null {
  if (detail === null || numbers?.version !== detail.row.version) return detail;
  const answers = structuredClone(detail.answers);
  for (const { path, value } of numbers.answers) setAt(answers, path, value);
  const certificates = new Map(
    numbers.certificates.map(({ paperId, value }) => [paperId, value]),
  );
  const papers = detail.papers.map((paper) => ({
    ...paper,
    certificate:
      paper.certificate === null
        ? null
        : (certificates.get(paper.paperId) ?? paper.certificate),
  }));
  return { ...detail, answers, papers };
}

/** Steps of a path are ids of fields and columns, and places in lists. */
function setAt(answers: Answers, path: string, value: string): void {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let at: unknown = answers;
  for (const step of steps) at = (at as Record<string, unknown>)[step];
  (at as Record<string, unknown>)[last] = value;
}
