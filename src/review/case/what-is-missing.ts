import { openGaps } from '../../domain/cases/papers.ts';
import type { Material } from '../../domain/catalogue/form-schema.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { CaseDetail } from '../../protocol/review.ts';
import { dayInSentence } from '../../text/common.ts';
import { decisionText } from '../../text/review.ts';
import { signerWord } from './sheets.ts';

/**
 * Papers that the matter demands of everyone and that were not handed in. What
 * depends on a condition is not demanded here, and a generated paper is made
 * from the answers.
 */
export function findUnhanded(detail: CaseDetail, matter: Matter): Material[] {
  const handed = new Set(detail.papers.map(({ paperId }) => paperId));
  return matter.materials.filter(
    ({ id, required, source }) =>
      required && source !== 'generated' && !handed.has(id),
  );
}

/** What must be there before acceptance and is not, in words; empty = all there. */
export function whatIsMissing(detail: CaseDetail, matter: Matter): string[] {
  const onTheWay = detail.papers
    .filter(({ pages }) => pages.some(({ arrived }) => !arrived))
    .map(({ paperName }) => decisionText.missingPhoto(paperName));
  const signatures = detail.signatures
    .filter(({ arrived }) => !arrived)
    .map(({ by }) => decisionText.missingSignature(signerWord(by)));
  const unhanded = findUnhanded(detail, matter).map(({ name }) => name);
  return [...unhanded, ...onTheWay, ...signatures];
}

/** Papers put off that have not come: the case is not concluded without them. */
export function whatIsOwed(detail: CaseDetail): string[] {
  return openGaps(detail.papers).map(owedInWords);
}

function owedInWords({ paperName, dueOn }: CaseDetail['papers'][number]) {
  return decisionText.owedPaper(
    paperName,
    dueOn === null ? null : dayInSentence(dueOn),
  );
}

/** The platform's own list, with the papers' names instead of their ids. */
export function missingInWords(
  detail: CaseDetail,
  missing: readonly string[],
): string[] {
  return missing.map((what) => {
    const [kind, by] = what.split(':');
    if (kind === 'signature' && by !== undefined) {
      return decisionText.missingSignature(signerWord(by));
    }
    const paper = detail.papers.find(({ paperId }) => paperId === what);
    if (paper === undefined) return what;
    return paper.how === 'deficiency'
      ? owedInWords(paper)
      : decisionText.missingPhoto(paper.paperName);
  });
}
