// The pages of a draft's papers, as pure changes of its content.
import type { MaterialRef } from '../../domain/cases/papers.ts';
import type { DraftContent, DraftedPaper } from './draft-content.ts';

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

/** The paper was seen and given back; its pages go among the removed. */
export function markSeen(
  content: DraftContent,
  paperId: string,
  seenAt: string,
): DraftContent {
  const cleared = clearPaper(content, paperId, seenAt);
  const paper: DraftedPaper = { how: 'seen', paperId, seenAt };
  return { ...cleared, papers: [...cleared.papers, paper] };
}

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
  };
}

function pagesOf(content: DraftContent, paperId: string): MaterialRef[] {
  const paper = content.papers.find((each) => each.paperId === paperId);
  return paper?.how === 'photo' ? paper.pages : [];
}

/** A paper without pages is no paper. */
function withPages(
  content: DraftContent,
  paperId: string,
  pages: MaterialRef[],
): DraftContent {
  const others = content.papers.filter((paper) => paper.paperId !== paperId);
  const papers: DraftedPaper[] =
    pages.length === 0 ? others : [...others, { how: 'photo', paperId, pages }];
  return { ...content, papers };
}
