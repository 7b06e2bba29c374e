import type { Answer } from '../../domain/cases/answers.ts';
import type { Field, Material } from '../../domain/catalogue/form-schema.ts';
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
  const fields = new Map(matter.fields.map((each) => [each.id, each]));
  const papers = new Map(matter.materials.map((each) => [each.id, each]));
  const answers = Object.fromEntries(
    Object.entries(content.answers).flatMap(([id, answer]) => {
      const field = fields.get(id);
      return field === undefined ? [] : [[id, fitToField(answer, field)]];
    }),
  );
  return content.papers
    .filter((paper) => !isTaken(papers.get(paper.paperId), paper))
    .reduce((fitted, { paperId }) => clearPaper(fitted, paperId, at), {
      ...content,
      answers,
    });
}

/** Rows keep what the table still asks for. */
function fitToField(answer: Answer, { columns }: Field): Answer {
  if (columns === undefined || !Array.isArray(answer)) return answer;
  const known = new Set(columns.map(({ id }) => id));
  return answer.map((row) =>
    typeof row === 'string'
      ? row
      : Object.fromEntries(Object.entries(row).filter(([id]) => known.has(id))),
  ) as Answer;
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
