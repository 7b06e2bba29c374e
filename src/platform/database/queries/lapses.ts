// What applicants owe: answers to corrections, and papers that were put off.
import type { Database } from '../connect.ts';

type Page = { county: string; after: string | null; limit: number };

/** Cases whose correction was due before `today`. */
export async function readUnanswered(
  sql: Database,
  p: Page & { today: string },
): Promise<string[]> {
  const rows = await sql<{ caseId: string }[]>`
    SELECT case_id AS "caseId" FROM cases
    WHERE county = ${p.county} AND status = 'correcting'
      AND state->'correction'->'dueOn'->>'date' < ${p.today}
      ${p.after === null ? sql`` : sql`AND case_id > ${p.after}::uuid`}
    ORDER BY case_id
    LIMIT ${p.limit}`;
  return rows.map(({ caseId }) => caseId);
}

/** Cases that were accepted with a gap which is still open. */
export async function readOwing(sql: Database, p: Page): Promise<string[]> {
  const rows = await sql<{ caseId: string }[]>`
    SELECT case_id AS "caseId" FROM cases
    WHERE county = ${p.county} AND state->'hasOpenDeficiency' = 'true'
      AND status IN ('accepted', 'inDepartment', 'special')
      ${p.after === null ? sql`` : sql`AND case_id > ${p.after}::uuid`}
    ORDER BY case_id
    LIMIT ${p.limit}`;
  return rows.map(({ caseId }) => caseId);
}

/**
 * Whether every working device of the station has been in contact since, and all that
 * it had made by then is here: so nothing of before can still be under way. False of a
 * station without one: what it had made may come from a stick or a new device.
 */
export async function isStationHeard(
  sql: Database,
  p: { county: string; stationCode: string; since: string },
): Promise<boolean> {
  const [row] = await sql<{ isHeard: boolean | null }[]>`
    SELECT bool_and(EXISTS (SELECT FROM device_contacts k
        WHERE k.county = d.county AND k.device_id = d.device_id
          AND k.last_at >= ${p.since} AND k.seq <= d.known_seq)) AS "isHeard"
    FROM devices d
    WHERE d.county = ${p.county} AND d.station_code = ${p.stationCode}
      AND d.state = 'active'`;
  return row?.isHeard === true;
}

/** Whether something that was done on the case waits for a person. */
export async function hasHeldWork(
  sql: Database,
  { county, caseId }: { county: string; caseId: string },
): Promise<boolean> {
  const rows = await sql`
    SELECT 1 FROM operations
    WHERE county = ${county} AND case_id = ${caseId} AND result = 'held'
    LIMIT 1`;
  return rows.length === 1;
}
