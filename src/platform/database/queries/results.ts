import type { EventBody } from '../../../domain/cases/event.ts';
import type { Reach } from '../../people/permissions.ts';
import type { Database } from '../connect.ts';

export type UndeliveredCase = {
  caseId: string;
  number: string;
  matterCode: string;
  catalogueVersion: string;
  applicantName: string;
  stationName: string;
  townName: string;
  result: string;
  pickup: string;
  concludedAt: string;
  version: number;
  /** The first case of its visit. */
  visitId: string;
  /** What was made out and how it was sent, oldest first. */
  after: EventBody[];
};

/** Concluded cases with something to fetch that nobody has, those waiting longest first. */
export async function readUndelivered(
  sql: Database,
  p: { county: string; reach: Reach; after: string | null; limit: number },
): Promise<UndeliveredCase[]> {
  const { county, reach, after, limit } = p;
  const { townships, stations, windows } = reach;
  return await sql<UndeliveredCase[]>`
    SELECT c.case_id AS "caseId", c.number, c.matter_code AS "matterCode",
      c.catalogue_version AS "catalogueVersion",
      c.applicant_name AS "applicantName",
      coalesce(s.village_name, s.name, c.station_code) AS "stationName",
      coalesce(s.town_name, c.town9) AS "townName",
      c.state->'result'->>'name' AS result,
      c.state->'result'->>'pickup' AS pickup,
      c.state->>'endedAt' AS "concludedAt", c.version,
      coalesce(c.visit_id, c.case_id) AS "visitId",
      coalesce((SELECT jsonb_agg(body ORDER BY n) FROM events e
        WHERE e.county = c.county AND e.case_id = c.case_id
          AND e.kind IN ('resultIssued', 'posted')), '[]') AS after
    FROM cases c
    LEFT JOIN stations s ON s.county = c.county AND s.code = c.station_code
    WHERE c.county = ${county} AND c.status = 'concluded'
      AND c.state->'result'->>'pickup' IS NOT NULL
      AND c.state->>'handedOver' = 'false'
      AND (c.town9 = ANY(${townships}::text[])
        OR c.station_code = ANY(${stations}::text[])
        OR c.state->'result'->>'window' = ANY(${windows}::text[]))
      ${
        after === null
          ? sql``
          : sql`AND (c.state->>'endedAt', c.case_id) > (
              SELECT state->>'endedAt', case_id FROM cases
              WHERE county = ${county} AND case_id = ${after})`
      }
    ORDER BY c.state->>'endedAt', c.case_id
    LIMIT ${limit}`;
}
