import type { Database } from '../connect.ts';

/** Who did what last to a case; without the content of the event. */
export async function findLastEvent(
  sql: Database,
  { county, caseId }: { county: string; caseId: string },
): Promise<{ kind: string; byName: string } | undefined> {
  const [row] = await sql<{ kind: string; byName: string }[]>`
    SELECT kind, by_name AS "byName" FROM events
    WHERE county = ${county} AND case_id = ${caseId}
    ORDER BY n DESC LIMIT 1`;
  return row;
}
