import type {
  DraftPaper,
  DraftView,
  PageView,
} from '../../../src/device/device-api.ts';
import type { Outcome } from '../../../src/protocol/error-code.ts';
import type { FakeDevice } from '../fake-device.ts';

export type StoredDraft = DraftView & {
  removedAt: string | null;
  /** It has become a case. */
  gone: boolean;
};

export function viewOf(stored: StoredDraft): DraftView {
  const { removedAt: _removedAt, gone: _gone, ...view } = stored;
  return view;
}

export function changeDraft(
  fake: FakeDevice,
  draftId: string,
  change: (draft: StoredDraft) => Partial<StoredDraft>,
): Outcome<DraftView> {
  if (fake.fails !== undefined) return { ok: false, code: fake.fails };
  if (!fake.drafts.value.some((each) => each.draftId === draftId))
    return { ok: false, code: 'draftNotFound' };
  const savedAt = new Date().toISOString();
  fake.drafts.set(
    fake.drafts.value.map((each) =>
      each.draftId === draftId ? { ...each, savedAt, ...change(each) } : each,
    ),
  );
  return { ok: true, value: viewOf(fake.draft(draftId)) };
}

export function changePages(
  fake: FakeDevice,
  { draftId, paperId }: { draftId: string; paperId: string },
  change: (pages: PageView[]) => PageView[],
): Outcome<DraftView> {
  return changeDraft(fake, draftId, ({ papers }) => {
    const before = papers.find((each) => each.paperId === paperId);
    const pages = change(before?.how === 'photo' ? before.pages : []);
    const rest = papers.filter((each) => each.paperId !== paperId);
    const { seenAt, seenBy } =
      before?.how === 'photo' || before?.how === 'seen'
        ? before
        : { seenAt: undefined, seenBy: undefined };
    const seen = seenAt !== undefined && { seenAt, seenBy };
    const photo: DraftPaper = { how: 'photo', paperId, pages, ...seen };
    if (pages.length > 0) return { papers: [...rest, photo] };
    return seen
      ? { papers: [...rest, { how: 'seen', paperId, ...seen }] }
      : { papers: rest };
  });
}
