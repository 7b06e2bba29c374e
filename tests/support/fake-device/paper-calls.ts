// What is photographed, shown and signed for a draft.
import type {
  DraftCalls,
  DraftPaper,
  PageView,
} from '../../../src/device/device-api.ts';
import { processPhotograph } from '../../../src/device/materials/process-photograph.ts';
import type { FakeDevice } from '../fake-device.ts';
import { NOW } from './now.ts';
import { changeDraft, changePages } from './stored-draft.ts';

/** Last day for what is put off: to come for as long as these tests are run. */
const LATEST = { date: '2099-12-16', provisional: false };

const ink = (sha256: string): PageView => ({
  sha256,
  mediaType: 'image/png',
  bytes: 900,
  state: 'saved',
});

export function paperCalls(
  fake: FakeDevice,
): Pick<
  DraftCalls,
  | 'markSeen'
  | 'unmarkSeen'
  | 'saveCertificate'
  | 'choosePromise'
  | 'signPromise'
  | 'findHeld'
  | 'takeHeld'
  | 'clearPaper'
  | 'addPhotograph'
  | 'removePage'
  | 'restorePage'
  | 'saveSignature'
  | 'saveFingerprint'
  | 'saveWitness'
> {
  const removedPages = new Map<string, { page: PageView; at: number }>();
  const changePaper = (
    draftId: string,
    paperId: string,
    change: (before: DraftPaper | undefined) => DraftPaper | undefined,
  ) =>
    Promise.resolve(
      changeDraft(fake, draftId, ({ papers }) => {
        const others = papers.filter((each) => each.paperId !== paperId);
        const paper = change(papers.find((each) => each.paperId === paperId));
        return { papers: paper === undefined ? others : [...others, paper] };
      }),
    );
  const seen = { seenAt: NOW, seenBy: '田代办员' };
  return {
    markSeen: (draftId, paperId) =>
      changePaper(draftId, paperId, (before) =>
        before?.how === 'photo'
          ? { ...before, ...seen }
          : { how: 'seen', paperId, ...seen },
      ),
    unmarkSeen: (draftId, paperId) =>
      changePaper(draftId, paperId, (before) =>
        before?.how === 'photo'
          ? { how: 'photo', paperId, pages: before.pages }
          : undefined,
      ),
    saveCertificate: (draftId, paperId, certificate) =>
      changePaper(draftId, paperId, () => ({
        how: 'eCert',
        paperId,
        certificate,
      })),
    choosePromise: (draftId, paperId, promise) =>
      changePaper(draftId, paperId, () =>
        promise.how === 'commitment'
          ? { ...promise, paperId, signature: null }
          : {
              how: 'deficiency',
              paperId,
              dueOn: promise.dueOn ?? LATEST.date,
              latest: LATEST,
              signature: null,
            },
      ),
    findHeld: () => Promise.resolve({ ok: true, value: fake.held }),
    takeHeld: (draftId, paperId, caseId) => {
      const held = fake.held.find((each) => each.caseId === caseId);
      return changePaper(
        draftId,
        paperId,
        () =>
          held && {
            how: 'photo',
            paperId,
            pages: held.pages,
            takenFrom: held.from,
          },
      );
    },
    signPromise: (draftId, paperId, png) => {
      const sha256 = String(fake.nextNumber()).padStart(64, 'c');
      if (png) fake.pictures.set(sha256, png);
      return changePaper(draftId, paperId, (before) =>
        before?.how === 'commitment' || before?.how === 'deficiency'
          ? { ...before, signature: png && ink(sha256) }
          : before,
      );
    },
    clearPaper: (draftId, paperId) =>
      Promise.resolve(
        changeDraft(fake, draftId, ({ papers }) => ({
          papers: papers.filter((each) => each.paperId !== paperId),
        })),
      ),
    addPhotograph: async (draftId, paperId, picture, cut) => {
      const sha256 = String(fake.nextNumber()).padStart(64, 'a');
      const shrunk = await processPhotograph(picture, cut);
      // A test that is about something else gives no picture.
      const page = shrunk.ok ? new Blob([shrunk.bytes]) : picture;
      if (page instanceof Blob) fake.pictures.set(sha256, page);
      if (fake.fails !== undefined) return { ok: false, code: fake.fails };
      return changePages(fake, { draftId, paperId }, (pages) => [
        ...pages,
        { sha256, mediaType: 'image/jpeg', bytes: 148_000, state: 'saved' },
      ]);
    },
    removePage: (draftId, paperId, sha256) =>
      Promise.resolve(
        changePages(fake, { draftId, paperId }, (pages) => {
          const at = pages.findIndex((page) => page.sha256 === sha256);
          const page = pages[at];
          if (page) removedPages.set(sha256, { page, at });
          return pages.filter((each) => each.sha256 !== sha256);
        }),
      ),
    restorePage: (draftId, paperId, sha256) =>
      Promise.resolve(
        changePages(fake, { draftId, paperId }, (pages) => {
          const kept = removedPages.get(sha256);
          return kept === undefined
            ? pages
            : [...pages.slice(0, kept.at), kept.page, ...pages.slice(kept.at)];
        }),
      ),
    saveSignature: (draftId, png, by = 'applicant') => {
      const sha256 = (by === 'applicant' ? 'b' : 'd').repeat(64);
      if (png) fake.pictures.set(sha256, png);
      const signature = png && ink(sha256);
      return Promise.resolve(
        changeDraft(fake, draftId, ({ witness }) =>
          by === 'applicant'
            ? { signature }
            : { witness: witness && { ...witness, signature } },
        ),
      );
    },
    saveFingerprint: async (draftId, paperId, picture, cut) => {
      const sha256 = String(fake.nextNumber()).padStart(64, 'e');
      const shrunk = await processPhotograph(picture, cut);
      if (shrunk.ok) fake.pictures.set(sha256, new Blob([shrunk.bytes]));
      const print: PageView = { ...ink(sha256), mediaType: 'image/jpeg' };
      if (paperId === null)
        return changeDraft(fake, draftId, () => ({ signature: print }));
      return await changePaper(draftId, paperId, (before) =>
        before?.how === 'commitment' || before?.how === 'deficiency'
          ? { ...before, signature: print }
          : before,
      );
    },
    saveWitness: (draftId, name) =>
      Promise.resolve(
        changeDraft(fake, draftId, ({ witness }) => ({
          witness: name === null ? null : { signature: null, ...witness, name },
        })),
      ),
  };
}
