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

/** In one statement, since the audience's head is locked meanwhile. */
export async function addFeedItems(
  tx: Database,
  rows: readonly FeedRow[],
): Promise<void> {
  await tx`
    INSERT INTO feed_items (county, audience, pos, case_id, kind, body, at)
    SELECT i.county, i.audience, i.pos, i."caseId", i.kind, i.body, i.at
    FROM jsonb_to_recordset(${tx.json(rows as never)}) AS i(county text,
      audience text, pos bigint, "caseId" uuid, kind text, body jsonb,
      at timestamptz)`;
}

/** Where a case's items were let go: what stands there is a snapshot of it. */
export type LetGoRow = Audience & {
  pos: number;
  caseId: string;
  kind: 'letGo';
};

/**
 * What stands after a position, in order, at most `limit`: one statement, so that
 * what is let go meanwhile is never missed.
 */
export async function readFeedItems(
  sql: Database,
  {
    county,
    audience,
    after,
    limit,
  }: Audience & { after: number; limit: number },
): Promise<(FeedRow | LetGoRow)[]> {
  return await sql<(FeedRow | LetGoRow)[]>`
    SELECT county, audience, pos, case_id AS "caseId", kind, body, at
    FROM feed_items
    WHERE county = ${county} AND audience = ${audience} AND pos > ${after}
    UNION ALL
    SELECT county, audience, pos, case_id, 'letGo', NULL, NULL
    FROM feed_let_go
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

/** `keptAfter`: what stood up to it has been let go, but for outcomes. */
export type FeedHead = { pos: number; keptAfter: number };

/** Last position of an audience; 0 before its first item. */
export async function readFeedHead(
  sql: Database,
  { county, audience }: Audience,
): Promise<FeedHead> {
  const [row] = await sql<FeedHead[]>`
    SELECT pos, kept_after AS "keptAfter" FROM feed_heads
    WHERE county = ${county} AND audience = ${audience}`;
  return row ?? { pos: 0, keptAfter: 0 };
}

/** Whether a reader may go on from here: an item or a snapshot stands there. */
export async function isFeedPlace(
  sql: Database,
  { county, audience, pos }: Audience & { pos: number },
): Promise<boolean> {
  const rows = await sql`
    SELECT 1 FROM feed_items
    WHERE county = ${county} AND audience = ${audience} AND pos = ${pos}
    UNION ALL
    SELECT 1 FROM feed_let_go
    WHERE county = ${county} AND audience = ${audience} AND pos = ${pos}`;
  return rows.length > 0;
}
