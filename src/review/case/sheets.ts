import { isFingerprint } from '../../domain/cases/papers.ts';
import type { CaseDetail } from '../../protocol/review.ts';
import { caseText } from '../../text/review.ts';

/** One thing to look at: a page of a paper, or a signature. */
export type Sheet = {
  sha256: string;
  mediaType: string;
  arrived: boolean;
  label: string;
  /** Null: a signature. */
  paperId: string | null;
};

/** Everything of the case that can be looked at, papers first. */
export function listSheets(detail: CaseDetail): Sheet[] {
  const pages = detail.papers.flatMap((paper) =>
    paper.pages.map((page, index) => ({
      sha256: page.sha256,
      mediaType: page.mediaType,
      arrived: page.arrived,
      label: labelOf(paper, index + 1),
      paperId: paper.paperId,
    })),
  );
  const signatures = detail.signatures.map((signature) => ({
    sha256: signature.sha256,
    mediaType: signature.mediaType,
    arrived: signature.arrived,
    label: (isFingerprint(signature)
      ? caseText.fingerprint
      : caseText.signature)(signerWord(signature.by), signature.name),
    paperId: null,
  }));
  return [...pages, ...signatures];
}

function labelOf(paper: CaseDetail['papers'][number], n: number): string {
  const { how, paperName, pages } = paper;
  if (how === 'commitment') return caseText.promiseSignature(paperName);
  if (how === 'deficiency') return caseText.deficiencySignature(paperName);
  return caseText.pageOf(paperName, n, pages.length);
}

export function signerWord(by: string): string {
  return caseText.signers[by] ?? by;
}
