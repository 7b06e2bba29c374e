// GET /api/v1/feed?cursor=station:422825102205:17&maxBytes=262144
// `cursor` = audience:pos pairs, joined by commas; audiences of the device only.
import * as v from 'valibot';
import { caseEventSchema } from '../domain/cases/event.ts';
import { audienceSchema } from './session.ts';
import { instant, uuid } from '../domain/schema-parts.ts';

/** `snapshot`: all of a case's events so far, for an audience that joins late. */
export const feedItemSchema = v.variant('kind', [
  v.object({
    kind: v.literal('event'),
    audience: audienceSchema,
    pos: v.number(),
    caseId: uuid,
    body: caseEventSchema,
    mac: v.string(),
  }),
  v.object({
    kind: v.literal('snapshot'),
    audience: audienceSchema,
    pos: v.number(),
    caseId: uuid,
    body: v.object({ events: v.array(caseEventSchema) }),
    mac: v.string(),
  }),
  v.object({
    kind: v.literal('left'),
    audience: audienceSchema,
    pos: v.number(),
    caseId: uuid,
    body: v.object({}),
    mac: v.string(),
  }),
  v.object({
    kind: v.literal('control'),
    audience: audienceSchema,
    pos: v.number(),
    caseId: v.nullable(uuid),
    body: v.record(v.string(), v.unknown()),
    mac: v.string(),
  }),
]);
export type FeedItem = v.InferOutput<typeof feedItemSchema>;

export const feedPageSchema = v.object({
  items: v.array(feedItemSchema),
  next: v.array(v.object({ audience: audienceSchema, pos: v.number() })),
  /**
   * The positions of the cursor that was asked with, in its order: an answer to
   * another question never counts. Absent: nothing is there, and `next` are they; or
   * an older county.
   */
  after: v.optional(v.array(v.number())),
  more: v.boolean(),
  epoch: v.string(),
  serverTime: instant,
});
export type FeedPage = v.InferOutput<typeof feedPageSchema>;

/** As the query parameter `cursor` carries it. */
export function writeCursor(
  cursors: readonly { audience: string; pos: number }[],
): string {
  return cursors.map(({ audience, pos }) => `${audience}:${pos}`).join(',');
}

/** undefined when the text is not a cursor. */
export function readCursor(
  text: string,
): { audience: string; pos: number }[] | undefined {
  const cursors = [];
  for (const part of text.split(',')) {
    const match = /^((?:station:\d{12}|township:\d{9})):(\d{1,15})$/.exec(part);
    if (match?.[1] === undefined || match[2] === undefined) return undefined;
    cursors.push({ audience: match[1], pos: Number(match[2]) });
  }
  return cursors;
}
