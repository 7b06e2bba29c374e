import type { Database } from '../connect.ts';

/**
 * A clerk of a station, by his id: he has an account there, or had a ticket of the
 * county's for it. undefined: nobody knows him there.
 */
export async function findKnownClerk(
  sql: Database,
  p: { county: string; demo: boolean; stationCode: string; clerkId: string },
): Promise<{ id: string; name: string } | undefined> {
  const [row] = await sql<{ id: string; name: string }[]>`
    SELECT a.account_id AS id, a.name FROM accounts a
    WHERE a.county = ${p.county} AND a.account_id = ${p.clerkId}
      AND a.disabled_at IS NULL AND (${p.demo} OR NOT a.demo)
      AND EXISTS (
        SELECT FROM roles r
        WHERE r.county = a.county AND r.account_id = a.account_id
          AND r.role IN ('clerk', 'head')
          AND r.audience = 'station:' || ${p.stationCode})
    UNION ALL
    (SELECT t.clerk_id, t.clerk_name FROM tickets t
    WHERE t.county = ${p.county} AND t.station_code = ${p.stationCode}
      AND t.clerk_id = ${p.clerkId} AND t.vouched_by IS NULL
      AND NOT EXISTS (
        SELECT FROM accounts a
        WHERE a.county = t.county AND a.account_id = t.clerk_id
          AND a.disabled_at IS NOT NULL)
    ORDER BY t.issued_at DESC LIMIT 1)
    LIMIT 1`;
  return row;
}
