// What is photographed, shown and signed for a draft.
import type { DraftCalls, PageView } from '../../../src/device/device-api.ts';
import type { FakeDevice } from '../fake-device.ts';
import { NOW } from './now.ts';
import { changeDraft, changePages } from './stored-draft.ts';

export function paperCalls(
  fake: FakeDevice,
): Pick<
  DraftCalls,
  | 'markSeen'
  | 'clearPaper'
  | 'addPhotograph'
  | 'removePage'
  | 'restorePage'
  | 'saveSignature'
> {
  const removedPages = new Map<string, { page: PageView; at: number }>();
  return {
    markSeen: (draftId, paperId) =>
      Promise.resolve(
        changeDraft(fake, draftId, ({ papers }) => ({
          papers: [
            ...papers.filter((each) => each.paperId !== paperId),
            { how: 'seen', paperId, seenAt: NOW },
          ],
        })),
      ),
    clearPaper: (draftId, paperId) =>
      Promise.resolve(
        changeDraft(fake, draftId, ({ papers }) => ({
          papers: papers.filter((each) => each.paperId !== paperId),
        })),
      ),
    addPhotograph: (draftId, paperId, file) => {
      const sha256 = String(fake.nextNumber()).padStart(64, 'a');
      fake.pictures.set(sha256, file);
      return Promise.resolve(
        changePages(fake, { draftId, paperId }, (pages) => [
          ...pages,
          { sha256, mediaType: 'image/jpeg', bytes: 148_000, state: 'saved' },
        ]),
      );
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
    saveSignature: (draftId, png) => {
      const sha256 = 'b'.repeat(64);
      if (png) fake.pictures.set(sha256, png);
      return Promise.resolve(
        changeDraft(fake, draftId, () => ({
          signature:
            png === null
              ? null
              : {
                  sha256,
                  mediaType: 'image/png',
                  bytes: 9000,
                  state: 'saved',
                },
        })),
      );
    },
  };
}
