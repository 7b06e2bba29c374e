// Drafts are private and mutable; every change is durable when its call resolves.
import type { Outcome } from '../../protocol/error-code.ts';
import type { DraftRow } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import { done, failed } from '../outcome.ts';
import { sealRow } from '../vault/row-cipher.ts';
import {
  caseOf,
  draftPlace,
  openDraftRow,
  type DraftContent,
} from './draft-content.ts';

export type OpenDraft = { row: DraftRow; content: DraftContent };

/** Stores a new draft and gives its id. */
export async function createDraft(
  context: OpenContext,
  content: DraftContent,
): Promise<string> {
  const { store } = context;
  const row = await newRow(context, content);
  await write(store, ['drafts'], () => store.db.drafts.add(row));
  return row.draftId;
}

/** A new draft's row, to be stored with what names it. */
export async function newRow(
  context: OpenContext,
  content: DraftContent,
): Promise<DraftRow> {
  const { ports, unlocked } = context;
  const draftId = ports.newId();
  const sealed = await sealRow(unlocked.vault, draftPlace(draftId), content);
  return {
    draftId,
    revision: 1,
    state: 'open',
    savedAt: nowIso(context),
    removedAt: null,
    caseId: caseOf(content),
    sealed,
  };
}

/** The draft; one that cannot be read stays where it is: `draftUnreadable`. */
export async function openDraft(
  { store, unlocked }: OpenContext,
  draftId: string,
): Promise<Outcome<OpenDraft>> {
  const row = await read(store, (db) => db.drafts.get(draftId));
  if (row === undefined || row.state === 'removed')
    return failed('draftNotFound');
  const content = await openDraftRow({ unlocked }, row);
  return content === undefined
    ? failed('draftUnreadable')
    : done({ row, content });
}

/**
 * Changes a draft by `change`, a pure function that may be called again: sealing
 * happens outside of the transaction, so the row moves by compare-and-set on its
 * revision. `beside`: a new draft that is stored with it. Gives the draft as it was
 * saved.
 */
export async function changeDraft(
  context: OpenContext,
  draftId: string,
  change: (content: DraftContent) => DraftContent,
  beside?: DraftRow,
): Promise<Outcome<OpenDraft>> {
  const { store } = context;
  for (;;) {
    const draft = await openDraft(context, draftId);
    if (!draft.ok) return draft;
    const content = change(draft.value.content);
    const row = await nextRow(context, draft.value.row, content);
    const isSaved = await write(store, ['drafts'], async () => {
      const now = await store.db.drafts.get(draftId);
      if (now === undefined || now.revision !== row.revision - 1) return false;
      await store.db.drafts.put(row);
      if (beside !== undefined) await store.db.drafts.add(beside);
      return true;
    });
    if (isSaved) return done({ row, content });
  }
}

/** The row with its next content, to be stored while its revision still holds. */
export async function nextRow(
  context: OpenContext,
  row: DraftRow,
  content: DraftContent,
): Promise<DraftRow> {
  const { vault } = context.unlocked;
  return {
    ...row,
    revision: row.revision + 1,
    savedAt: nowIso(context),
    sealed: await sealRow(vault, draftPlace(row.draftId), content),
  };
}

/** Into the removed ones, or back; the content is not touched. */
export async function setRemoved(
  context: Pick<OpenContext, 'store' | 'ports'>,
  draftId: string,
  isRemoved: boolean,
): Promise<void> {
  const { store } = context;
  const removedAt = isRemoved ? nowIso(context) : null;
  await write(store, ['drafts'], async () => {
    const row = await store.db.drafts.get(draftId);
    if (row === undefined) return;
    await store.db.drafts.put({
      ...row,
      revision: row.revision + 1,
      state: isRemoved ? 'removed' : 'open',
      removedAt,
    });
  });
}
