// How the papers of a draft are handed in, apart from their pages: original seen,
// number of an e-certificate, promise.
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import type { MaterialRef } from '../../domain/cases/papers.ts';
import { lastDeficiencyDay } from '../../domain/rules/ways-of-paper.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { findPinned } from '../catalogue/find-pinned.ts';
import type { DraftView, PaperPromise } from '../device-api.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import { done, failed } from '../outcome.ts';
import { draftMaterials, type DraftContent } from './draft-content.ts';
import { markMaterial, saveInk } from './draft-materials.ts';
import {
  clearPaper,
  findPaper,
  markSeen,
  putPaper,
  unmarkSeen,
} from './draft-pages.ts';
import type { DraftedPaper } from './drafted-paper.ts';
import { countPlaces } from './places.ts';
import { changeDraft, openDraft } from './save-draft.ts';
import { takenBack } from './seen-in-visit.ts';
import { viewDraft } from './view-draft.ts';

type Of = { draftId: string; paperId: string };

export function seePaper(
  context: OpenContext,
  { draftId, paperId }: Of,
): Promise<Outcome<DraftView>> {
  const seen = {
    seenAt: nowIso(context),
    seenBy: context.unlocked.clerk.name.slice(0, 50),
  };
  return changeCited(context, draftId, (content) =>
    markSeen(content, paperId, seen),
  );
}

export function unseePaper(
  context: OpenContext,
  { draftId, paperId }: Of,
): Promise<Outcome<DraftView>> {
  const at = nowIso(context);
  return changeCited(context, draftId, (content) =>
    takenBack(unmarkSeen(content, paperId, at), paperId),
  );
}

export function dropPaper(
  context: OpenContext,
  { draftId, paperId }: Of,
): Promise<Outcome<DraftView>> {
  const at = nowIso(context);
  return changeCited(context, draftId, (content) =>
    clearPaper(content, paperId, at),
  );
}

/** Long text is no number: it is cut where the wire would refuse it. */
const CERTIFICATE_LENGTH = 200;

export function saveCertificate(
  context: OpenContext,
  { draftId, paperId, certificate }: Of & { certificate: string },
): Promise<Outcome<DraftView>> {
  const at = nowIso(context);
  const paper: DraftedPaper = {
    how: 'eCert',
    paperId,
    certificate: certificate.trim().slice(0, CERTIFICATE_LENGTH),
  };
  return changeCited(context, draftId, (content) =>
    putPaper(content, paper, at),
  );
}

/**
 * The resident chooses to promise. What he has signed for it before was for another
 * text (another day), so that he signs anew.
 */
export async function choosePromise(
  context: OpenContext,
  { draftId, paperId, promise }: Of & { promise: PaperPromise },
): Promise<Outcome<DraftView>> {
  const draft = await openDraft(context, draftId);
  if (!draft.ok) return draft;
  const { content } = draft.value;
  const before = findPaper(content, paperId);
  const hasPlace = before?.how === 'commitment' || before?.how === 'deficiency';
  if (!hasPlace && countPlaces(content) >= LIMITS.materialsPerCase)
    return failed('tooLarge');
  const at = nowIso(context);
  let paper: DraftedPaper = { how: 'commitment', paperId, signature: null };
  if (promise.how === 'deficiency') {
    const pinned = await findPinned(context.files, content);
    if (!pinned.ok) return pinned;
    const { matter, published } = pinned.value;
    const latest = lastDeficiencyDay(matter, {
      today: chinaDate(at),
      calendar: published.calendar,
    });
    const { how, dueOn = latest.date } = promise;
    paper = { how, paperId, dueOn, latest, signature: null };
  }
  return changeCited(context, draftId, (now) =>
    putPaper(clearPaper(now, paperId, at), paper, at),
  );
}

/** The pad's picture under the promise about a paper; null takes it away. */
export async function signPromise(
  context: OpenContext,
  { draftId, paperId, png }: Of & { png: Blob | null },
): Promise<Outcome<DraftView>> {
  const signature = await saveInk(context, draftId, png);
  if (!signature.ok) return signature;
  return changeCited(context, draftId, (content) =>
    withPromiseSigned(content, paperId, signature.value),
  );
}

export function withPromiseSigned(
  content: DraftContent,
  paperId: string,
  signature: MaterialRef | null,
): DraftContent {
  const paper = findPaper(content, paperId);
  return paper?.how === 'commitment' || paper?.how === 'deficiency'
    ? putPaper(content, { ...paper, signature }, '')
    : content;
}

/** What the draft cites no more (a signature) stays 7 days among the removed. */
export async function changeCited(
  context: OpenContext,
  draftId: string,
  change: (content: DraftContent) => DraftContent,
): Promise<Outcome<DraftView>> {
  let before: DraftContent | undefined;
  const draft = await changeDraft(context, draftId, (content) => {
    before = content;
    return change(content);
  });
  if (!draft.ok) return draft;
  const cited = new Set(
    draftMaterials(draft.value.content).map(({ sha256 }) => sha256),
  );
  const dropped = before === undefined ? [] : draftMaterials(before);
  for (const { sha256 } of dropped)
    if (!cited.has(sha256)) await markMaterial(context, sha256, 'removed');
  return done(await viewDraft(context.store, draft.value));
}
