import type { Database } from '../connect.ts';
import type { FeedHead } from './feed.ts';

type Audience = { county: string; audience: string };

/** Audiences whose oldest kept item is older, and is not their last. */
export async function readOldAudiences(
  sql: Database,
  { county, before }: { county: string; before: Date },
): Promise<string[]> {
  const rows = await sql<{ audience: string }[]>`
    SELECT h.audience FROM feed_heads h
    CROSS JOIN LATERAL (
      SELECT i.at FROM feed_items i
      WHERE i.county = h.county AND i.audience = h.audience
        AND i.pos > h.kept_after
      ORDER BY i.pos LIMIT 1) oldest
    WHERE h.county = ${county} AND h.pos > h.kept_after + 1
      AND oldest.at < ${before}
    ORDER BY h.audience`;
  return rows.map(({ audience }) => audience);
}

/** How many items of all audiences would be let go of. */
export async function countOldItems(
  sql: Database,
  { county, before }: { county: string; before: Date },
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    SELECT count(*) AS count FROM feed_heads h
    JOIN feed_items i ON i.county = h.county AND i.audience = h.audience
      AND i.pos > h.kept_after AND i.pos < h.pos
    WHERE h.county = ${county} AND i.at < ${before}
      AND i.body ->> 'kind' IS DISTINCT FROM 'operationOutcome'`;
  return row?.count ?? 0;
}

/** Locks the head: nothing is appended to the audience meanwhile. */
export async function lockFeedHead(
  tx: Database,
  { county, audience }: Audience,
): Promise<FeedHead | undefined> {
  const [row] = await tx<FeedHead[]>`
    SELECT pos, kept_after AS "keptAfter" FROM feed_heads
    WHERE county = ${county} AND audience = ${audience} FOR UPDATE`;
  return row;
}

/** When the items after a position were appended, in order, at most `limit`. */
export async function readFeedAges(
  tx: Database,
  p: Audience & { after: number; limit: number },
): Promise<{ pos: number; at: string }[]> {
  return await tx<{ pos: number; at: string }[]>`
    SELECT pos, at FROM feed_items
    WHERE county = ${p.county} AND audience = ${p.audience}
      AND pos > ${p.after}
    ORDER BY pos LIMIT ${p.limit}`;
}

/**
 * Lets go of the items up to a position, but for outcomes of held work, which no
 * snapshot tells. Gives how many.
 */
export async function letGoOfItems(
  tx: Database,
  { county, audience, upTo }: Audience & { upTo: number },
): Promise<number> {
  await tx`
    UPDATE feed_heads SET kept_after = ${upTo}
    WHERE county = ${county} AND audience = ${audience}`;
  await tx`
    INSERT INTO feed_let_go (county, audience, case_id, pos)
    SELECT county, audience, case_id, max(pos) FROM feed_items
    WHERE county = ${county} AND audience = ${audience} AND pos <= ${upTo}
      AND case_id IS NOT NULL AND kind <> 'control'
    GROUP BY county, audience, case_id
    ON CONFLICT (county, audience, case_id) DO UPDATE SET pos = EXCLUDED.pos`;
  const rows = await tx`
    DELETE FROM feed_items
    WHERE county = ${county} AND audience = ${audience} AND pos <= ${upTo}
      AND body ->> 'kind' IS DISTINCT FROM 'operationOutcome'
    RETURNING pos`;
  return rows.length;
}
