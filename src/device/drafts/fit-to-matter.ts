import type { Material } from '../../domain/catalogue/form-schema.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { isWayAllowed } from '../../domain/rules/ways-of-paper.ts';
import type { DraftContent } from './draft-content.ts';
import { clearPaper } from './draft-pages.ts';
import type { DraftedPaper } from './drafted-paper.ts';

/**
 * A draft as a matter of another version asks: what that does not know can be
 * neither shown nor mended, and the county would refuse it. Pages of papers that
 * are not asked any more, or not so, go among the removed.
 */
export function fitToMatter(
  content: DraftContent,
  matter: Matter,
  at: string,
): DraftContent {
  const fields = new Set(matter.fields.map(({ id }) => id));
  const papers = new Map(matter.materials.map((each) => [each.id, each]));
  const answers = Object.fromEntries(
    Object.entries(content.answers).filter(([id]) => fields.has(id)),
  );
  return content.papers
    .filter((paper) => !isTaken(papers.get(paper.paperId), paper))
    .reduce((fitted, { paperId }) => clearPaper(fitted, paperId, at), {
      ...content,
      answers,
    });
}

/** A picture or a look at the original was always right; the rest it must allow. */
function isTaken(
  material: Material | undefined,
  { how }: DraftedPaper,
): boolean {
  return (
    material !== undefined &&
    (how === 'photo' || how === 'seen' || isWayAllowed(material, how))
  );
}
