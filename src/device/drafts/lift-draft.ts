import type { Outcome } from '../../protocol/error-code.ts';
import { canTakeIn } from '../catalogue/list-matters.ts';
import { findPinned, matterOf } from '../catalogue/find-pinned.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import { done } from '../outcome.ts';
import { fitToMatter } from './fit-to-matter.ts';
import { changeDraft, type OpenDraft } from './save-draft.ts';

/**
 * A draft whose version neither the device nor the county has any more goes over
 * to the present one, with everything filled in that it knows. What is part of a case
 * keeps its version.
 */
export async function liftIfWithdrawn(
  context: OpenContext,
  draft: OpenDraft,
): Promise<Outcome<OpenDraft>> {
  const { content, row } = draft;
  const { purpose, catalogueVersion } = content;
  if (purpose.kind !== 'submit') return done(draft);
  const pinned = await findPinned(context.files, content);
  const isGone = !pinned.ok && pinned.details?.['gone'] === 1;
  const current = isGone ? await context.files.current() : undefined;
  const matter = current && (await matterOf(current.catalogue, content));
  if (current === undefined || matter === undefined || !canTakeIn(matter))
    return done(draft);
  const at = nowIso(context);
  return changeDraft(context, row.draftId, (now) => ({
    ...fitToMatter(now, matter, at),
    catalogueVersion: current.version,
    liftedFrom: catalogueVersion,
  }));
}
