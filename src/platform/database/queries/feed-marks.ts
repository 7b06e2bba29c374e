import type { Database } from '../connect.ts';

/** How far each township's feed has come; another number, and something has happened. */
export async function readFeedHeads(
  sql: Database,
  county: string,
): Promise<Map<string, bigint>> {
  const rows = await sql<{ audience: string; pos: string }[]>`
    SELECT audience, pos::text AS pos FROM feed_heads
    WHERE county = ${county} AND audience LIKE 'township:%'`;
  return new Map(rows.map(({ audience, pos }) => [audience, BigInt(pos)]));
}
