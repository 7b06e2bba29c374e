import type { Database } from '../connect.ts';

/** The township's name, as its stations carry it; null: it has none yet. */
export async function findTownName(
  sql: Database,
  county: string,
  town9: string,
): Promise<string | null> {
  const [row] = await sql<{ townName: string }[]>`
    SELECT town_name AS "townName" FROM stations
    WHERE county = ${county} AND town9 = ${town9}
    ORDER BY code LIMIT 1`;
  return row?.townName ?? null;
}
