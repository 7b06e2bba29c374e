import type { HeldCode } from '../../../protocol/error-code.ts';
import type { HeldRow, RefusedRow } from '../../../protocol/review.ts';
import type { Reach } from '../../people/permissions.ts';
import type { Database } from '../connect.ts';

/** Whether any operation of the county is kept without effect for this reason. */
export async function isAnyHeld(
  sql: Database,
  { county, code }: { county: string; code: HeldCode },
): Promise<boolean> {
  const rows = await sql`
    SELECT 1 FROM operations
    WHERE county = ${county} AND result = 'held' AND code = ${code} LIMIT 1`;
  return rows.length > 0;
}

type Rows = { held: HeldRow; refused: RefusedRow };

/**
 * Operations kept without effect that concern a township: sent by one of its
 * stations, or about one of its cases; those about a department's cases; or all of
 * the county. Oldest first, those behind `after`.
 */
export async function readUnsettled<Result extends keyof Rows>(
  sql: Database,
  p: {
    county: string;
    reach: Reach;
    result: Result;
    after: string | null;
    limit: number;
  },
): Promise<Rows[Result][]> {
  const { isCounty, townships, departments } = p.reach;
  return await sql<Rows[Result][]>`
    SELECT o.operation_id AS "operationId", o.case_id AS "caseId",
      coalesce(o.number, c.number) AS number, o.schema, o.code,
      coalesce(s.village_name, s.name) AS "stationName",
      d.device_number AS "deviceNumber", o.arrived_at AS "arrivedAt"
    FROM operations o
    LEFT JOIN devices d ON d.county = o.county AND d.device_id = o.device_id
    LEFT JOIN stations s ON s.county = o.county AND s.code = d.station_code
    LEFT JOIN cases c ON c.county = o.county AND c.case_id = o.case_id
    WHERE o.county = ${p.county} AND o.result = ${p.result}
      AND (${isCounty} OR s.town9 = ANY(${townships}::text[])
        OR c.town9 = ANY(${townships}::text[])
        OR c.state->>'officeId' = ANY(${departments}::text[]))
      -- The village has mended it: its case is here.
      AND NOT (o.result = 'refused' AND o.schema = 'submit@1'
        AND c.case_id IS NOT NULL)
      AND (${p.after}::uuid IS NULL OR (o.arrived_at, o.operation_id) > (
        SELECT arrived_at, operation_id FROM operations
        WHERE county = ${p.county} AND operation_id = ${p.after}::uuid))
    ORDER BY o.arrived_at, o.operation_id
    LIMIT ${p.limit}`;
}
