import type { Database } from '../connect.ts';

/**
 * A mark of how much has happened in townships: another one, and something has.
 * `townships` null: in all of them.
 */
export async function readFeedMark(
  sql: Database,
  { county, townships }: { county: string; townships: string[] | null },
): Promise<string> {
  const audiences = townships?.map((town9) => `township:${town9}`) ?? null;
  const [row] = await sql<{ mark: string }[]>`
    SELECT coalesce(sum(pos), 0)::text AS mark FROM feed_heads
    WHERE county = ${county} AND audience LIKE 'township:%'
      ${audiences === null ? sql`` : sql`AND audience = ANY(${audiences})`}`;
  return row?.mark ?? '0';
}
