import type { Database } from '../connect.ts';

/** Station (12 digits) and township (9 digits) that a case belongs to. */
export type Place = { stationCode: string; town9: string };

/** Writes where the case is now, and how it came there. Its row is locked. */
export async function moveCaseRow(
  tx: Database,
  p: {
    county: string;
    caseId: string;
    from: Place;
    to: Place;
    by: string;
    /** Account; null: somebody at the county's own keyboard. */
    byId: string | null;
    reason: string;
    at: string;
  },
): Promise<void> {
  const { county, caseId, from, to } = p;
  await tx`
    UPDATE cases SET station_code = ${to.stationCode}, town9 = ${to.town9}
    WHERE county = ${county} AND case_id = ${caseId}`;
  await tx`
    INSERT INTO case_moves (county, case_id, n, from_station, from_town9,
      to_station, to_town9, by_name, by_id, reason, at)
    SELECT ${county}, ${caseId}, count(*) + 1, ${from.stationCode},
      ${from.town9}, ${to.stationCode}, ${to.town9}, ${p.by}, ${p.byId},
      ${p.reason}, ${p.at}
    FROM case_moves WHERE county = ${county} AND case_id = ${caseId}`;
}

/** Whether the case was that station's before it was moved. */
export async function wasOfStation(
  tx: Database,
  p: { county: string; caseId: string; stationCode: string },
): Promise<boolean> {
  const rows = await tx`
    SELECT 1 FROM case_moves
    WHERE county = ${p.county} AND case_id = ${p.caseId}
      AND from_station = ${p.stationCode} LIMIT 1`;
  return rows.length > 0;
}

/** How many cases a person has sent on since then, to departments and townships. */
export async function countSentOn(
  sql: Database,
  p: { county: string; accountId: string; since: string },
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    SELECT (SELECT count(*) FROM events
        WHERE county = ${p.county} AND by_id = ${p.accountId}
          AND kind = 'dispatched' AND at > ${p.since})
      + (SELECT count(*) FROM case_moves
        WHERE county = ${p.county} AND by_id = ${p.accountId}
          AND at > ${p.since}) AS count`;
  return row?.count ?? 0;
}
