import { isAllowed } from '../../domain/cases/transitions.ts';
import { findMatterByCode } from '../../domain/catalogue/get-matter.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { presentAnswers } from '../cases/case-content.ts';
import { findCase } from '../cases/find-case.ts';
import { canTakeIn } from '../catalogue/find-in-catalogue.ts';
import { read } from '../database/write.ts';
import type { DraftPurpose } from '../device-api.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import { done, failed } from '../outcome.ts';
import { openRow } from '../vault/row-cipher.ts';
import { draftPlace, type DraftContent } from './draft-content.ts';
import { createDraft } from './save-draft.ts';

/** Begins a draft of a matter, pinned to the present catalogue; gives its id. */
export async function beginDraft(
  context: OpenContext,
  matterCode: string,
): Promise<Outcome<string>> {
  const published = await context.files.current();
  if (published === undefined) return failed('catalogueMissing');
  const matter = findMatterByCode(published.catalogue, matterCode);
  if (matter === undefined) return failed('notFound');
  if (!canTakeIn(matter)) return failed('notAllowedNow');
  const draft = emptyDraft(context, {
    purpose: { kind: 'submit' },
    matterCode,
    catalogueVersion: published.version,
  });
  return done(await createDraft(context, draft));
}

/** Begins, or finds, the draft that answers a case's open correction. */
export async function beginAnswer(
  context: OpenContext,
  caseId: string,
): Promise<Outcome<string>> {
  const found = await findCase(context, caseId);
  if (found === undefined) return failed('caseNotFound');
  const { state, content } = found;
  const { correction } = state;
  if (correction === null || !isAllowed(state.status, 'answerCorrection'))
    return failed('notAllowedNow');
  const begun = await findAnswerDraft(context, caseId, correction.event);
  if (begun !== undefined) return done(begun);
  const { submit } = content;
  const draft = emptyDraft(context, {
    purpose: {
      kind: 'answerCorrection',
      caseId,
      number: submit.number,
      correctionEvent: correction.event,
      items: correction.items,
    },
    matterCode: submit.matterCode,
    catalogueVersion: submit.catalogueVersion,
  });
  const answers = presentAnswers(content);
  return done(await createDraft(context, { ...draft, answers }));
}

function emptyDraft(
  context: OpenContext,
  given: {
    purpose: DraftPurpose;
    matterCode: string;
    catalogueVersion: string;
  },
): DraftContent {
  return {
    ...given,
    clerkId: context.unlocked.clerk.id,
    answers: {},
    papers: [],
    removedPages: [],
    signature: null,
    consents: [],
    startedAt: nowIso(context),
  };
}

async function findAnswerDraft(
  { store, unlocked }: OpenContext,
  caseId: string,
  correctionEvent: number,
): Promise<string | undefined> {
  const rows = await read(store, (db) =>
    db.drafts
      .where({ caseId })
      .and(({ state }) => state === 'open')
      .toArray(),
  );
  for (const { draftId, sealed } of rows) {
    const content = await openRow<DraftContent>(
      unlocked.vault,
      draftPlace(draftId),
      sealed,
    );
    if (
      content?.purpose.kind === 'answerCorrection' &&
      content.purpose.correctionEvent === correctionEvent
    )
      return draftId;
  }
  return undefined;
}
