import type { DraftContent } from './draft-content.ts';
import { draftedMaterials } from './drafted-paper.ts';

/**
 * How many materials the draft will have when all of it is signed: the county takes
 * only so many of one case.
 */
export function countPlaces({ papers }: Pick<DraftContent, 'papers'>): number {
  const ofPapers = papers.map((paper) =>
    paper.how === 'commitment' || paper.how === 'deficiency'
      ? 1
      : draftedMaterials(paper).length,
  );
  const ofApplicant = 1;
  return ofPapers.reduce((sum, each) => sum + each, ofApplicant);
}
