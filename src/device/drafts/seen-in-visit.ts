// A paper that was shown in an earlier case of the same visit: the draft has it as seen
// then, once, and only as long as it is that person's.
import { originalSeen } from '../../domain/cases/papers.ts';
import type { Answer } from '../../domain/cases/answers.ts';
import { findMaterial } from '../../domain/catalogue/get-matter.ts';
import { ownerField, paperIdentity } from '../../domain/rules/same-paper.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { presentAnswers, presentPapers } from '../cases/case-content.ts';
import { findCase } from '../cases/find-case.ts';
import { findPinned } from '../catalogue/find-pinned.ts';
import type { DraftView } from '../device-api.ts';
import type { OpenContext } from '../device-context.ts';
import { done, failed } from '../outcome.ts';
import { signedAt, type DraftContent } from './draft-content.ts';
import { findPaper, markSeen, unmarkSeen } from './draft-pages.ts';
import { changeDraft, openDraft } from './save-draft.ts';
import { viewDraft } from './view-draft.ts';

type Of = { draftId: string; paperId: string };
type Like = { caseId: string; paperId: string };

/**
 * Marks a paper as seen when and by whom the same paper was in a case of the visit.
 * `notFound`: it was not. `notAllowedNow`: it is another person's, something is handed
 * in for it already, or the clerk took the mark back.
 */
export async function seeAsBefore(
  context: OpenContext,
  { draftId, paperId }: Of,
  like: Like,
): Promise<Outcome<DraftView>> {
  const draft = await openDraft(context, draftId);
  if (!draft.ok) return draft;
  const { content } = draft.value;
  const shown = await shownBefore(context, content.visitId, like);
  const pinned = await findPinned(context.files, content);
  const matter = pinned.ok ? pinned.value.matter : undefined;
  const material = matter && findMaterial(matter, paperId);
  if (shown === undefined || matter === undefined || material === undefined)
    return failed('notFound');
  const field = ownerField(matter, material);
  const isFree = (now: DraftContent) =>
    findPaper(now, paperId) === undefined &&
    (now.seenBefore ?? []).every((each) => each.paperId !== paperId) &&
    paperIdentity(matter, material, now.answers) === shown.identity;
  if (field === undefined || !isFree(content)) return failed('notAllowedNow');
  const changed = await changeDraft(context, draftId, (now) =>
    isFree(now)
      ? withNote(markSeen(now, paperId, shown.seen), {
          paperId,
          of: { fieldId: field.id, answer: now.answers[field.id] ?? '' },
        })
      : now,
  );
  return changed.ok
    ? done(await viewDraft(context.store, changed.value))
    : changed;
}

/** What the clerk takes back by hand is not put in again. */
export function takenBack(
  content: DraftContent,
  paperId: string,
): DraftContent {
  return withNote(content, { paperId, of: null });
}

/**
 * Changed answers; what was seen of somebody who is not meant any more goes, and it is
 * kept what was signed before.
 */
export function withAnswers(
  content: DraftContent,
  changes: Record<string, Answer | null>,
  at: string,
): DraftContent {
  const answers = { ...content.answers };
  for (const [id, answer] of Object.entries(changes)) {
    if (answer === null) delete answers[id];
    else answers[id] = answer;
  }
  const signed = signedAt(content);
  const isOther = Object.keys(changes).some(
    (id) => JSON.stringify(answers[id]) !== JSON.stringify(content.answers[id]),
  );
  const changed = {
    ...content,
    answers,
    ...(isOther && signed !== undefined && { changedUnder: signed }),
  };
  const { seenBefore } = content;
  if (seenBefore === undefined) return changed;
  const others = seenBefore.filter(
    ({ of }) => of !== null && answers[of.fieldId] !== of.answer,
  );
  return others.reduce<DraftContent>(
    (now, { paperId }) => unmarkSeen(now, paperId, at),
    {
      ...changed,
      seenBefore: seenBefore.filter((each) => !others.includes(each)),
    },
  );
}

function withNote(
  content: DraftContent,
  note: NonNullable<DraftContent['seenBefore']>[number],
): DraftContent {
  const others = (content.seenBefore ?? []).filter(
    ({ paperId }) => paperId !== note.paperId,
  );
  return { ...content, seenBefore: [...others, note] };
}

/** Which paper it was, and when and by whom it was seen. */
async function shownBefore(
  context: OpenContext,
  visitId: string | undefined,
  { caseId, paperId }: Like,
): Promise<
  { identity: string; seen: { seenAt: string; seenBy: string } } | undefined
> {
  const found = await findCase(context, caseId);
  if (visitId === undefined || found === undefined) return undefined;
  const { submit, clerkName } = found.content;
  const paper = presentPapers(found.content).find(
    (each) => each.paperId === paperId,
  );
  const seen = paper && originalSeen(paper);
  const pinned = await findPinned(context.files, submit);
  const isOfVisit = caseId === visitId || submit.visitId === visitId;
  if (seen === undefined || !isOfVisit || !pinned.ok) return undefined;
  const { matter } = pinned.value;
  const material = findMaterial(matter, paperId);
  const identity =
    material && paperIdentity(matter, material, presentAnswers(found.content));
  return identity === undefined
    ? undefined
    : { identity, seen: { seenAt: seen.at, seenBy: seen.by ?? clerkName } };
}
