import type { CaseDetail, CaseNumbers } from '../../protocol/review.ts';
import { setAnswer } from '../../domain/cases/set-answer.ts';

/** The case with its numbers whole, as long as they are of this state of it. */
export function withNumbers(
  detail: CaseDetail | null,
  numbers: CaseNumbers | null,
): CaseDetail | null {
  if (detail === null || numbers?.version !== detail.row.version) return detail;
  const answers = structuredClone(detail.answers);
  for (const { path, value } of numbers.answers)
    setAnswer(answers, path, value);
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
