import type { Database } from '../connect.ts';
import type { FeedItem } from '../../../protocol/feed.ts';

type Audience = { county: string; audience: string };

export type FeedRow = Audience & {
  pos: number;
  caseId: string | null;
  kind: FeedItem['kind'];
  body: FeedItem['body'];
  at: string;
};

/** Moves the head by a count, keeps it locked, and returns the new position. */
export async function advanceFeedHead(
  tx: Database,
  { county, audience, by }: Audience & { by: number },
): Promise<number> {
  const [row] = await tx<{ pos: number }[]>`
    INSERT INTO feed_heads (county, audience, pos)
    VALUES (${county}, ${audience}, ${by})
    ON CONFLICT (county, audience)
    DO UPDATE SET pos = feed_heads.pos + ${by}
    RETURNING pos`;
  if (row === undefined) throw new Error('no feed head');
  return row.pos;
}

export async function addFeedItem(tx: Database, row: FeedRow): Promise<void> {
  await tx`
    INSERT INTO feed_items (county, audience, pos, case_id, kind, body, at)
    VALUES (${row.county}, ${row.audience}, ${row.pos}, ${row.caseId},
      ${row.kind}, ${tx.json(row.body as never)}, ${row.at})`;
}

/** Items after a position, in order, at most `limit`. */
export async function readFeedItems(
  sql: Database,
  {
    county,
    audience,
    after,
    limit,
  }: Audience & { after: number; limit: number },
): Promise<FeedRow[]> {
  return await sql<FeedRow[]>`
    SELECT county, audience, pos, case_id AS "caseId", kind, body, at
    FROM feed_items
    WHERE county = ${county} AND audience = ${audience} AND pos > ${after}
    ORDER BY pos LIMIT ${limit}`;
}

/** The item at a position; undefined: there is none (any more). */
export async function findFeedItem(
  sql: Database,
  { county, audience, pos }: Audience & { pos: number },
): Promise<FeedRow | undefined> {
  const [row] = await sql<FeedRow[]>`
    SELECT county, audience, pos, case_id AS "caseId", kind, body, at
    FROM feed_items
    WHERE county = ${county} AND audience = ${audience} AND pos = ${pos}`;
  return row;
}

/** Last position of an audience; 0 before its first item. */
export async function readFeedHead(
  sql: Database,
  { county, audience }: Audience,
): Promise<number> {
  const [row] = await sql<{ pos: number }[]>`
    SELECT pos FROM feed_heads
    WHERE county = ${county} AND audience = ${audience}`;
  return row?.pos ?? 0;
}
