// One paper of a draft, in any of the ways in which it can be handed in, finished or
// not: a number that is still being typed, a promise that nobody has signed yet.
import * as v from 'valibot';
import {
  earlierCaseSchema,
  materialRefSchema,
  type EarlierCase,
  type MaterialRef,
  type Paper,
} from '../../domain/cases/papers.ts';
import { unreachable } from '../../domain/unreachable.ts';

export type DraftedPaper =
  | {
      how: 'photo';
      paperId: string;
      pages: MaterialRef[];
      /** Its original was seen beside it: when, and by whom. */
      seenAt?: string | undefined;
      seenBy?: string | undefined;
      takenFrom?: EarlierCase | undefined;
    }
  | {
      how: 'seen';
      paperId: string;
      seenAt: string;
      seenBy?: string | undefined;
    }
  /** `certificate`: '' until it is written down. */
  | { how: 'eCert'; paperId: string; certificate: string }
  /** null: not signed yet. */
  | { how: 'commitment'; paperId: string; signature: MaterialRef | null }
  | {
      how: 'deficiency';
      paperId: string;
      dueOn: string;
      signature: MaterialRef | null;
    };

// Loose: what a newer version wrote beside it is none of ours and is kept.
const promise = {
  paperId: v.string(),
  signature: v.nullable(materialRefSchema),
};
export const draftedPaperSchema = v.variant('how', [
  v.looseObject({
    how: v.literal('photo'),
    paperId: v.string(),
    pages: v.array(materialRefSchema),
    seenAt: v.optional(v.string()),
    seenBy: v.optional(v.string()),
    takenFrom: v.optional(earlierCaseSchema),
  }),
  v.looseObject({
    how: v.literal('seen'),
    paperId: v.string(),
    seenAt: v.string(),
    seenBy: v.optional(v.string()),
  }),
  v.looseObject({
    how: v.literal('eCert'),
    paperId: v.string(),
    certificate: v.string(),
  }),
  v.looseObject({ how: v.literal('commitment'), ...promise }),
  v.looseObject({
    how: v.literal('deficiency'),
    dueOn: v.string(),
    ...promise,
  }),
]);

/** As it is sent; undefined while something of it is missing. */
export function finished(paper: DraftedPaper): Paper | undefined {
  switch (paper.how) {
    case 'photo':
    case 'seen':
      return paper;
    case 'eCert':
      return paper.certificate === '' ? undefined : paper;
    case 'commitment':
    case 'deficiency': {
      const { signature } = paper;
      return signature === null ? undefined : { ...paper, signature };
    }
    default:
      return unreachable(paper);
  }
}

/** A sent paper as a draft; what is made from the answers is in none. */
export function draftedAgain(paper: Paper): DraftedPaper[] {
  return paper.how === 'generated' ? [] : [paper];
}

/** Its pages, or the promise's signature. */
export function draftedMaterials(paper: DraftedPaper): MaterialRef[] {
  switch (paper.how) {
    case 'photo':
      return paper.pages;
    case 'commitment':
    case 'deficiency':
      return paper.signature === null ? [] : [paper.signature];
    case 'seen':
    case 'eCert':
      return [];
    default:
      return unreachable(paper);
  }
}

/** What stops a draft from being sent as far as its papers go; null: nothing. */
export function unfinishedPaper(
  papers: readonly DraftedPaper[],
): 'papersMissing' | 'signatureMissing' | null {
  const unfinished = papers.find((paper) => finished(paper) === undefined);
  if (unfinished === undefined) return null;
  return unfinished.how === 'eCert' ? 'papersMissing' : 'signatureMissing';
}

/** All of them as they are sent, once unfinishedPaper finds none. */
export function finishedPapers(papers: readonly DraftedPaper[]): Paper[] {
  return papers.flatMap((paper) => finished(paper) ?? []);
}
