// drafts.*: everything about a draft, to its submit.
import type { Outcome } from '../../protocol/error-code.ts';
import { answerCorrection } from '../cases/answer-correction.ts';
import type { Submitted } from '../cases/store-operation.ts';
import { submitCase } from '../cases/submit-case.ts';
import { supplementCase } from '../cases/supplement-case.ts';
import { findPinned } from '../catalogue/find-pinned.ts';
import type { DeviceApi } from '../device-api.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import {
  beginAnswer,
  beginDraft,
  beginSupplement,
} from '../drafts/begin-draft.ts';
import { handedIn } from '../drafts/draft-content.ts';
import { findHeldPapers, takeHeldPaper } from '../drafts/held-papers.ts';
import { liftIfWithdrawn } from '../drafts/lift-draft.ts';
import {
  addPhotograph,
  putBackPage,
  takeOutPage,
} from '../drafts/draft-materials.ts';
import {
  choosePromise,
  dropPaper,
  saveCertificate,
  seePaper,
  signPromise,
  unseePaper,
} from '../drafts/draft-ways.ts';
import {
  saveFingerprint,
  saveSignature,
  saveWitness,
} from '../drafts/draft-signatures.ts';
import { listDrafts } from '../drafts/read-drafts.ts';
import { changeDraft, openDraft, setRemoved } from '../drafts/save-draft.ts';
import { seeAsBefore, withAnswers } from '../drafts/seen-in-visit.ts';
import { viewDraft } from '../drafts/view-draft.ts';
import { areReadable } from '../materials/read-material.ts';
import { done, failed } from '../outcome.ts';
import { casesShown } from '../vault/lease.ts';
import { makeWatch } from '../watch.ts';
import { opened, whileOpen, type CallContext } from './call-context.ts';

export function draftCalls(context: CallContext): DeviceApi['drafts'] {
  const { store, vault, rounds } = context;
  return {
    watch: makeWatch(
      {
        store,
        stores: ['drafts'],
        others: [(listener) => vault.listen(listener)],
      },
      async () => {
        const open = opened(context);
        return open === undefined ? [] : listDrafts(open);
      },
    ),
    create: (matterCode, sameVisitAs) =>
      whileOpen(context, (open) => beginDraft(open, matterCode, sameVisitAs)),
    createAnswer: (caseId) =>
      whileOpen(context, async (open) =>
        (await casesShown(open))(caseId)
          ? beginAnswer(open, caseId)
          : failed('leaseEnded'),
      ),
    createSupplement: (caseId) =>
      whileOpen(context, async (open) =>
        (await casesShown(open))(caseId)
          ? beginSupplement(open, caseId)
          : failed('leaseEnded'),
      ),
    read: (draftId) =>
      whileOpen(context, async (open) => {
        const draft = await openDraft(open, draftId);
        if (!draft.ok) return draft;
        const pinned = await liftIfWithdrawn(open, draft.value);
        return pinned.ok ? done(await viewDraft(store, pinned.value)) : pinned;
      }),
    saveAnswers: (draftId, changes) =>
      whileOpen(context, async (open) => {
        const at = nowIso(open);
        return savedAt(
          await changeDraft(open, draftId, (content) =>
            withAnswers(content, changes, at),
          ),
        );
      }),
    saveConsents: (draftId, consents) =>
      whileOpen(context, async (open) => {
        const at = nowIso(open);
        return savedAt(
          await changeDraft(open, draftId, (content) => ({
            ...content,
            // The time of an agreement is that of its first mark.
            consents: consents.map(
              (id) =>
                content.consents.find((each) => each.id === id) ?? { id, at },
            ),
          })),
        );
      }),
    markSeen: (draftId, paperId, like) =>
      whileOpen(context, (open) =>
        like === undefined
          ? seePaper(open, { draftId, paperId })
          : seeAsBefore(open, { draftId, paperId }, like),
      ),
    unmarkSeen: (draftId, paperId) =>
      whileOpen(context, (open) => unseePaper(open, { draftId, paperId })),
    saveCertificate: (draftId, paperId, certificate) =>
      whileOpen(context, (open) =>
        saveCertificate(open, { draftId, paperId, certificate }),
      ),
    choosePromise: (draftId, paperId, promise) =>
      whileOpen(context, (open) =>
        choosePromise(open, { draftId, paperId, promise }),
      ),
    findHeld: (draftId) =>
      whileOpen(context, async (open) =>
        findHeldPapers(open, draftId, await casesShown(open)),
      ),
    takeHeld: (draftId, paperId, caseId) =>
      whileOpen(context, async (open) =>
        takeHeldPaper(
          open,
          { draftId, paperId, caseId },
          await casesShown(open),
        ),
      ),
    signPromise: (draftId, paperId, png) =>
      whileOpen(context, (open) =>
        signPromise(open, { draftId, paperId, png }),
      ),
    clearPaper: (draftId, paperId) =>
      whileOpen(context, (open) => dropPaper(open, { draftId, paperId })),
    addPhotograph: (draftId, paperId, picture, cut) =>
      whileOpen(context, (open) =>
        addPhotograph(open, {
          draftId,
          paperId,
          picture,
          ...(cut && { cut }),
        }),
      ),
    removePage: (draftId, paperId, sha256) =>
      whileOpen(context, (open) =>
        takeOutPage(open, { draftId, paperId, sha256 }),
      ),
    restorePage: (draftId, paperId, sha256) =>
      whileOpen(context, (open) =>
        putBackPage(open, { draftId, paperId, sha256 }),
      ),
    saveSignature: (draftId, png, by = 'applicant') =>
      whileOpen(context, (open) => saveSignature(open, { draftId, png, by })),
    saveFingerprint: (draftId, paperId, picture, cut) =>
      whileOpen(context, (open) =>
        saveFingerprint(open, {
          draftId,
          paperId,
          picture,
          ...(cut && { cut }),
        }),
      ),
    saveWitness: (draftId, name) =>
      whileOpen(context, (open) => saveWitness(open, draftId, name)),
    planVisit: (draftId, day) =>
      whileOpen(context, async (open) => {
        const planned = await changeDraft(open, draftId, (content) => ({
          ...content,
          // Whoever is visited did not come by number.
          ticket: day === null ? content.ticket : undefined,
          homeVisitOn: day ?? undefined,
        }));
        return planned.ok
          ? done(await viewDraft(store, planned.value))
          : planned;
      }),
    remove: (draftId) => setRemoved(context, draftId, true),
    restore: (draftId) => setRemoved(context, draftId, false),
    submit: async (draftId) => {
      const submitted = await whileOpen(context, (open) =>
        submit(open, draftId),
      );
      // Past the lease too its receipt must be handed over.
      if (submitted.ok) vault.fresh.add(submitted.value.caseId);
      if (submitted.ok) void rounds.trigger('work');
      return submitted;
    },
  };
}

/** A draft that was saved meanwhile is submitted as it is now. */
async function submit(
  open: OpenContext,
  draftId: string,
): Promise<Outcome<Submitted>> {
  for (;;) {
    const draft = await openDraft(open, draftId);
    if (!draft.ok) return draft;
    const { content } = draft.value;
    const pinned = await findPinned(open.files, content);
    if (!pinned.ok) return pinned;
    if (!(await areReadable(open.store, handedIn(content))))
      return failed('materialDamaged');
    if (content.batch !== undefined) {
      const { isTwin } = await import('../batches/sheet.ts');
      if (await isTwin(open, draft.value, pinned.value.matter))
        return failed('answersInvalid');
    }
    const given = { draft: draft.value, ...pinned.value };
    const submitted =
      content.taken === undefined
        ? await handIn(open, given)
        : await (
            await import('../cases/submit-bundle.ts')
          ).submitBundle(open, given);
    if (submitted.ok || submitted.code !== 'draftNotFound') return submitted;
  }
}

async function handIn(
  open: OpenContext,
  given: Parameters<typeof submitCase>[1],
): Promise<Outcome<Submitted>> {
  switch (given.draft.content.purpose.kind) {
    case 'submit':
      return submitCase(open, given);
    case 'answerCorrection':
      return answerCorrection(open, given);
    case 'supplement':
      return supplementCase(open, given);
    default:
      return given.draft.content.purpose satisfies never;
  }
}

function savedAt(
  draft: Awaited<ReturnType<typeof changeDraft>>,
): Outcome<string> {
  return draft.ok ? done(draft.value.row.savedAt) : draft;
}
