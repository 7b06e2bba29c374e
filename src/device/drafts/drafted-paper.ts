// One paper of a draft, in any of the ways in which it can be handed in, finished or
// not: a number that is still being typed, a promise that nobody has signed yet.
import * as v from 'valibot';
import type { CountedDate } from '../../domain/calendar/working-days.ts';
import {
  earlierCaseSchema,
  materialRefSchema,
  type EarlierCase,
  type MaterialRef,
  type Paper,
} from '../../domain/cases/papers.ts';
import { isDueInTime } from '../../domain/rules/ways-of-paper.ts';
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
      /** As it was typed; a day YYYY-MM-DD once it is one. */
      dueOn: string;
      /** No later day may be promised: the promised end, as of the choice. */
      latest: CountedDate;
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
    latest: v.looseObject({ date: v.string(), provisional: v.boolean() }),
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
    case 'commitment': {
      const { signature } = paper;
      return signature === null ? undefined : { ...paper, signature };
    }
    case 'deficiency': {
      const { how, paperId, dueOn, signature } = paper;
      return signature === null
        ? undefined
        : { how, paperId, dueOn, signature };
    }
    default:
      return unreachable(paper);
  }
}

/** A sent paper as a draft; what is made from the answers is in none. */
export function draftedAgain(paper: Paper): DraftedPaper[] {
  if (paper.how === 'generated') return [];
  if (paper.how !== 'deficiency') return [paper];
  // The day that was promised was a right one, and none after it is known here.
  return [{ ...paper, latest: { date: paper.dueOn, provisional: false } }];
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
  today: string,
): 'papersMissing' | 'signatureMissing' | null {
  const isOut = papers.some(
    (paper) => paper.how === 'deficiency' && !isDueInTime(paper, today),
  );
  if (isOut) return 'papersMissing';
  const unfinished = papers.find((paper) => finished(paper) === undefined);
  if (unfinished === undefined) return null;
  return unfinished.how === 'eCert' ? 'papersMissing' : 'signatureMissing';
}

/** All of them as they are sent, once unfinishedPaper finds none. */
export function finishedPapers(papers: readonly DraftedPaper[]): Paper[] {
  return papers.flatMap((paper) => finished(paper) ?? []);
}
