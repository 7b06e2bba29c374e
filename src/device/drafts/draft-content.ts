// What a draft holds; sealed whole under the vault key.
import type { Answers } from '../../domain/cases/answers.ts';
import type { MaterialRef } from '../../domain/cases/papers.ts';
import type { DraftPurpose } from '../device-api.ts';

export type DraftedPaper =
  | { how: 'photo'; paperId: string; pages: MaterialRef[] }
  | { how: 'seen'; paperId: string; seenAt: string };

export type DraftContent = {
  purpose: DraftPurpose;
  matterCode: string;
  /** Pinned when the draft was begun. */
  catalogueVersion: string;
  clerkId: string;
  /** Of a correction: the case's answers, changed. */
  answers: Answers;
  papers: DraftedPaper[];
  /** Kept 7 days, so that a slip of the finger can be undone. */
  removedPages: {
    paperId: string;
    index: number;
    page: MaterialRef;
    removedAt: string;
  }[];
  signature: { image: MaterialRef; signedAt: string } | null;
  consents: { id: string; at: string }[];
  startedAt: string;
};

/** What a draft's row is sealed for. */
export function draftPlace(draftId: string): string {
  return `drafts/${draftId}`;
}

/** The pages and the signature that a submit takes along. */
export function handedIn({ papers, signature }: DraftContent): MaterialRef[] {
  const pages = papers.flatMap((paper) =>
    paper.how === 'photo' ? paper.pages : [],
  );
  return signature === null ? pages : [...pages, signature.image];
}

/** Every material that the draft cites, the removed ones too. */
export function draftMaterials(content: DraftContent): MaterialRef[] {
  const removed = content.removedPages.map(({ page }) => page);
  return [...handedIn(content), ...removed];
}
