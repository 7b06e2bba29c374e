import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { DraftContent } from './draft-content.ts';
import { clearPaper } from './draft-pages.ts';

/**
 * A draft as a matter of another version asks: what that does not know can be
 * neither shown nor mended, and the county would refuse it. Pages of papers that
 * are not asked any more go among the removed.
 */
export function fitToMatter(
  content: DraftContent,
  matter: Matter,
  at: string,
): DraftContent {
  const fields = new Set(matter.fields.map(({ id }) => id));
  const papers = new Set(matter.materials.map(({ id }) => id));
  const answers = Object.fromEntries(
    Object.entries(content.answers).filter(([id]) => fields.has(id)),
  );
  return content.papers
    .filter(({ paperId }) => !papers.has(paperId))
    .reduce((fitted, { paperId }) => clearPaper(fitted, paperId, at), {
      ...content,
      answers,
    });
}
