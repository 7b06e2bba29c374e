import type { Sql } from 'postgres';

/** Hashes of materials that were missed and have not come again, in their order. */
export async function readLostAfter(
  sql: Sql,
  p: { county: string; after: string; limit: number },
): Promise<string[]> {
  const rows = await sql<{ sha256: string }[]>`
    SELECT sha256 FROM materials
    WHERE county = ${p.county} AND was_lost AND complete_at IS NULL
      AND sha256 > ${p.after}
    ORDER BY sha256 LIMIT ${p.limit}`;
  return rows.map(({ sha256 }) => sha256);
}
