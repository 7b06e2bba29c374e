import type { DraftRow } from '../database/tables.ts';
import type { OpenContext } from '../device-context.ts';
import { NOTHING_TAKEN, type DraftContent } from '../drafts/draft-content.ts';
import { nextRow, openDraft } from '../drafts/save-draft.ts';

/**
 * The bundle's draft as it is once its part that waited is a case, to be stored with
 * that; undefined: it is of none, or the bundle's draft is not here any more.
 */
export async function notedInBundle(
  context: OpenContext,
  { bundle, matterCode }: DraftContent,
  caseId: string,
): Promise<DraftRow | undefined> {
  if (bundle === undefined) return undefined;
  const draft = await openDraft(context, bundle.id);
  if (!draft.ok) return undefined;
  const { row, content } = draft.value;
  const { taken = NOTHING_TAKEN } = content;
  const cases = { ...taken.cases, [matterCode]: caseId };
  return nextRow(context, row, { ...content, taken: { ...taken, cases } });
}
