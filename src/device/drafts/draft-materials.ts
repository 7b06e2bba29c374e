// Photographs, files and the signature of a draft.
import type { MaterialRef } from '../../domain/cases/papers.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { write, type Store } from '../database/write.ts';
import type { Cut, DraftView, Picture } from '../device-api.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import { saveMaterial } from '../materials/save-material.ts';
import { savePhotograph } from '../materials/save-photograph.ts';
import { takeFile, takeSignature } from '../materials/take-file.ts';
import { done, failed } from '../outcome.ts';
import type { DraftContent } from './draft-content.ts';
import { addPage, removePage, restorePage } from './draft-pages.ts';
import { countPlaces } from './places.ts';
import { changeDraft, openDraft } from './save-draft.ts';
import { viewDraft } from './view-draft.ts';

type Page = { draftId: string; paperId: string; sha256: string };

/** Takes a picture or PDF in as a page; saved when it resolves. */
export async function addPhotograph(
  context: OpenContext,
  given: { draftId: string; paperId: string; picture: Picture; cut?: Cut },
): Promise<Outcome<DraftView>> {
  const { draftId, paperId, picture, cut } = given;
  const draft = await openDraft(context, draftId);
  if (!draft.ok) return draft;
  if (countPlaces(draft.value.content) >= LIMITS.materialsPerCase)
    return failed('tooLarge');
  if (!(await context.storage.mayTakePhotograph()))
    return failed('photographsFull');
  const taken = await takeFile(context.ports, picture, cut);
  if (!taken.ok) return taken;
  const saved = await savePhotograph(context, {
    taken: taken.value,
    draftId,
  });
  if (!saved.ok) return saved;
  return changeAndView(context, draftId, (content) =>
    addPage(content, paperId, saved.value),
  );
}

export async function takeOutPage(
  context: OpenContext,
  page: Page,
): Promise<Outcome<DraftView>> {
  const at = nowIso(context);
  const view = await changeAndView(context, page.draftId, (content) =>
    removePage(content, page, at),
  );
  if (view.ok) await markMaterial(context, page.sha256, 'removed');
  return view;
}

export async function putBackPage(
  context: OpenContext,
  page: Page,
): Promise<Outcome<DraftView>> {
  // First the mark: the tidying must not take what comes back.
  const isThere = await markMaterial(context, page.sha256, 'draft');
  if (!isThere) return failed('materialDamaged');
  return changeAndView(context, page.draftId, (content) =>
    restorePage(content, page),
  );
}

/** Stores what was drawn on a pad; null: nothing was. */
export async function saveInk(
  { store, ports, storage }: OpenContext,
  draftId: string,
  png: Blob | null,
): Promise<Outcome<MaterialRef | null>> {
  if (png === null) return done(null);
  const taken = await takeSignature(png);
  if (!taken.ok) return taken;
  const saved = await saveMaterial(store, ports, {
    taken: taken.value,
    draftId,
    // A few kB without which no case can be taken in: it goes with the text.
    mayUseBallast: true,
  });
  if (saved.ok) storage.added(saved.value.bytes);
  return saved;
}

/** False when the material is not there. What a case cites is left alone. */
export async function markMaterial(
  context: Pick<OpenContext, 'ports'> & { store: Store },
  sha256: string,
  state: 'draft' | 'removed',
): Promise<boolean> {
  const { db } = context.store;
  return write(context.store, ['materials'], async () => {
    const row = await db.materials.get(sha256);
    if (row === undefined || row.state === 'damaged') return false;
    if (row.caseId === null)
      await db.materials.put({ ...row, state, since: nowIso(context) });
    return true;
  });
}

async function changeAndView(
  context: OpenContext,
  draftId: string,
  change: (content: DraftContent) => DraftContent,
): Promise<Outcome<DraftView>> {
  const draft = await changeDraft(context, draftId, change);
  return draft.ok ? done(await viewDraft(context.store, draft.value)) : draft;
}
