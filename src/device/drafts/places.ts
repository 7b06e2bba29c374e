import type { DraftContent } from './draft-content.ts';
import { draftedMaterials } from './drafted-paper.ts';

/**
 * How many materials the draft will have when all of it is signed: the county takes
 * only so many of one case.
 */
export function countPlaces({
  papers,
  witness,
}: Pick<DraftContent, 'papers' | 'witness'>): number {
  const ofPapers = papers.map((paper) =>
    paper.how === 'commitment' || paper.how === 'deficiency'
      ? 1
      : draftedMaterials(paper).length,
  );
  // The applicant's, and the one of who signs for him.
  const signatures = witness === undefined ? 1 : 2;
  return ofPapers.reduce((sum, each) => sum + each, signatures);
}
