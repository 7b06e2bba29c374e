// A page of the feed as the device reads it: the frame strictly, each item's body
// as it comes. One item that this version cannot read must not hold up the
// others, nor the cursor.
import * as v from 'valibot';
import { audienceSchema } from '../../protocol/session.ts';

const feedItemFrameSchema = v.object({
  kind: v.string(),
  audience: audienceSchema,
  pos: v.number(),
  caseId: v.nullable(v.string()),
  body: v.unknown(),
  mac: v.string(),
});
export type FeedItemFrame = v.InferOutput<typeof feedItemFrameSchema>;

export const feedPageFrameSchema = v.object({
  items: v.array(feedItemFrameSchema),
  next: v.array(v.object({ audience: audienceSchema, pos: v.number() })),
  after: v.optional(v.array(v.number())),
  more: v.boolean(),
  epoch: v.string(),
  serverTime: v.string(),
});
export type FeedPageFrame = v.InferOutput<typeof feedPageFrameSchema>;

export type FeedPlace = { audience: string; pos: number };

/**
 * Whether a page goes on from where it was asked for. A proxy that gives the answer to
 * an earlier question would else move the cursor past what was never read.
 */
export function isPageAfter(
  page: FeedPageFrame,
  asked: readonly FeedPlace[],
): boolean {
  const { next } = page;
  const after = beginOf(page);
  return (
    next.length === asked.length &&
    asked.every(
      ({ audience, pos }, i) =>
        next[i]?.audience === audience &&
        next[i].pos >= pos &&
        (after === undefined || after[i] === pos),
    )
  );
}

/** The positions that a page goes on from; undefined: an older county's. */
export function beginOf({
  items,
  next,
  after,
}: FeedPageFrame): readonly number[] | undefined {
  return items.length === 0 ? next.map(({ pos }) => pos) : after;
}

/** The least of an event that is needed to keep it. */
export const eventFrameSchema = v.looseObject({
  caseId: v.string(),
  n: v.pipe(v.number(), v.integer(), v.minValue(1)),
  at: v.string(),
});
export type EventFrame = v.InferOutput<typeof eventFrameSchema>;
