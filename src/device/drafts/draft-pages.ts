// The papers of a draft and their pages, as pure changes of its content.
import {
  promiseConsentId,
  type MaterialRef,
} from '../../domain/cases/papers.ts';
import type { DraftContent } from './draft-content.ts';
import type { DraftedPaper } from './drafted-paper.ts';

export function addPage(
  content: DraftContent,
  paperId: string,
  page: MaterialRef,
): DraftContent {
  const pages = [...pagesOf(content, paperId), page];
  return withPages(content, paperId, pages);
}

/** Takes a page out and remembers its place; an unknown one changes nothing. */
export function removePage(
  content: DraftContent,
  { paperId, sha256 }: { paperId: string; sha256: string },
  removedAt: string,
): DraftContent {
  const pages = pagesOf(content, paperId);
  const index = pages.findIndex((page) => page.sha256 === sha256);
  const page = pages[index];
  if (page === undefined) return content;
  const removed = { paperId, index, page, removedAt };
  return {
    ...withPages(
      content,
      paperId,
      pages.filter((each) => each !== page),
    ),
    removedPages: [...content.removedPages, removed],
  };
}

/** Puts a removed page back where it was. */
export function restorePage(
  content: DraftContent,
  { paperId, sha256 }: { paperId: string; sha256: string },
): DraftContent {
  const removed = content.removedPages.find(
    (each) => each.paperId === paperId && each.page.sha256 === sha256,
  );
  if (removed === undefined) return content;
  const others = pagesOf(content, paperId);
  const pages = [
    ...others.slice(0, removed.index),
    removed.page,
    ...others.slice(removed.index),
  ];
  return {
    ...withPages(content, paperId, pages),
    removedPages: content.removedPages.filter((each) => each !== removed),
  };
}

/**
 * The original was seen and given back. Beside its picture that makes the picture a
 * checked copy; anything else it takes the place of.
 */
export function markSeen(
  content: DraftContent,
  paperId: string,
  seen: { seenAt: string; seenBy: string },
): DraftContent {
  const before = findPaper(content, paperId);
  return putPaper(
    content,
    before?.how === 'photo'
      ? { ...before, ...seen }
      : { how: 'seen', paperId, ...seen },
    seen.seenAt,
  );
}

/** A slip: nobody has seen the original. Its picture stays. */
export function unmarkSeen(
  content: DraftContent,
  paperId: string,
  at: string,
): DraftContent {
  const before = findPaper(content, paperId);
  if (before?.how !== 'photo')
    return before?.how === 'seen' ? clearPaper(content, paperId, at) : content;
  const { seenAt: _at, seenBy: _by, ...alone } = before;
  return putPaper(content, alone, at);
}

/** Hands a paper in by this way and no other; pages it lacks go among the removed. */
export function putPaper(
  content: DraftContent,
  paper: DraftedPaper,
  at: string,
): DraftContent {
  const { paperId } = paper;
  const before = findPaper(content, paperId);
  const isSameWay = before?.how === paper.how;
  const cleared = isSameWay ? content : clearPaper(content, paperId, at);
  return {
    ...cleared,
    papers: [
      ...cleared.papers.filter((each) => each.paperId !== paperId),
      paper,
    ],
  };
}

/** Nothing is handed in for it any more, and nothing promised. */
export function clearPaper(
  content: DraftContent,
  paperId: string,
  removedAt: string,
): DraftContent {
  const removed = pagesOf(content, paperId).map((page, index) => ({
    paperId,
    index,
    page,
    removedAt,
  }));
  return {
    ...content,
    papers: content.papers.filter((paper) => paper.paperId !== paperId),
    removedPages: [...content.removedPages, ...removed],
    consents: content.consents.filter(
      ({ id }) => id !== promiseConsentId(paperId),
    ),
  };
}

export function findPaper(
  { papers }: DraftContent,
  paperId: string,
): DraftedPaper | undefined {
  return papers.find((each) => each.paperId === paperId);
}

function pagesOf(content: DraftContent, paperId: string): MaterialRef[] {
  const paper = findPaper(content, paperId);
  return paper?.how === 'photo' ? paper.pages : [];
}

/** A paper without pages is no paper, unless its original was seen. */
function withPages(
  content: DraftContent,
  paperId: string,
  pages: MaterialRef[],
): DraftContent {
  const before = findPaper(content, paperId);
  const others = content.papers.filter((paper) => paper.paperId !== paperId);
  const withPaper = (paper: DraftedPaper | undefined) => ({
    ...content,
    papers: paper === undefined ? others : [...others, paper],
  });
  const { seenAt, seenBy } =
    before?.how === 'photo' || before?.how === 'seen'
      ? before
      : { seenAt: undefined, seenBy: undefined };
  const seen = seenAt !== undefined && {
    seenAt,
    ...(seenBy !== undefined && { seenBy }),
  };
  if (pages.length > 0)
    return withPaper({
      ...(before?.how === 'photo' && before),
      how: 'photo',
      paperId,
      pages,
      ...seen,
    });
  return withPaper(
    seen === false ? undefined : { how: 'seen', paperId, ...seen },
  );
}
