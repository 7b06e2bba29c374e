// The roll-up of figures: what each case has added (figures_cases), and the sums of it
// (figures_months). Only sums are read when somebody asks.
import type { ClockEvent } from '../../../domain/cases/case-clocks.ts';
import { CLOCK_EVENTS } from '../../../domain/cases/case-clocks.ts';
import type { CaseStatus } from '../../../domain/cases/transitions.ts';
import type { Reach } from '../../people/permissions.ts';
import type { Database } from '../connect.ts';

/** What a case adds to the figures. Months are `YYYY-MM` in China. */
export type Counted = {
  town9: string;
  stationCode: string;
  /** '' = none. */
  officeId: string;
  /** '' = none. */
  windowCode: string;
  receivedMonth: string;
  concludedMonth: string | null;
  isOnTime: boolean | null;
  workdays: number | null;
  status: CaseStatus;
};

export type CaseToCount = Pick<
  Counted,
  'town9' | 'stationCode' | 'officeId' | 'windowCode' | 'status'
> & {
  caseId: string;
  takenInAt: string;
  endedAt: string | null;
  matterCode: string;
  catalogueVersion: string;
  /** Of a concluded case; else empty. */
  clockEvents: ClockEvent[];
  /** What it has added before; null: nothing. */
  before: Counted | null;
};

/** Those of the cases that are there. */
export async function readCasesToCount(
  tx: Database,
  { county, caseIds }: { county: string; caseIds: readonly string[] },
): Promise<CaseToCount[]> {
  return await tx<CaseToCount[]>`
    SELECT c.case_id AS "caseId", c.town9, c.station_code AS "stationCode",
      coalesce(c.state->>'officeId', '') AS "officeId",
      coalesce(c.state->'result'->>'window', '') AS "windowCode",
      c.status, c.taken_in_at AS "takenInAt", c.state->>'endedAt' AS "endedAt",
      c.matter_code AS "matterCode", c.catalogue_version AS "catalogueVersion",
      CASE WHEN c.status IN ('concluded', 'rejected') THEN (
        SELECT coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'body', e.body)
          ORDER BY e.n), '[]')
        FROM events e
        WHERE e.county = c.county AND e.case_id = c.case_id
          AND e.kind IN ${tx(CLOCK_EVENTS)}
      ) ELSE '[]' END AS "clockEvents",
      (SELECT jsonb_build_object('town9', f.town9,
          'stationCode', f.station_code, 'officeId', f.office_id,
          'windowCode', f.window_code, 'receivedMonth', f.received_month,
          'concludedMonth', f.concluded_month, 'isOnTime', f.is_on_time,
          'workdays', f.workdays, 'status', f.status)
        FROM figures_cases f
        WHERE f.county = c.county AND f.case_id = c.case_id) AS before
    FROM cases c
    WHERE c.county = ${county} AND c.case_id = ANY(${[...caseIds]}::uuid[])`;
}

export async function saveCounted(
  tx: Database,
  county: string,
  rows: readonly (Counted & { caseId: string })[],
): Promise<void> {
  await tx`
    INSERT INTO figures_cases (county, case_id, town9, station_code, office_id,
      window_code, received_month, concluded_month, is_on_time, workdays, status)
    SELECT ${county}, r."caseId", r.town9, r."stationCode", r."officeId",
      r."windowCode", r."receivedMonth", r."concludedMonth", r."isOnTime",
      r.workdays, r.status
    FROM jsonb_to_recordset(${tx.json(rows)}) AS r("caseId" uuid, town9 text,
      "stationCode" text, "officeId" text, "windowCode" text,
      "receivedMonth" text, "concludedMonth" text, "isOnTime" boolean,
      workdays int, status text)
    ON CONFLICT (county, case_id) DO UPDATE SET town9 = EXCLUDED.town9,
      station_code = EXCLUDED.station_code, office_id = EXCLUDED.office_id,
      window_code = EXCLUDED.window_code,
      received_month = EXCLUDED.received_month,
      concluded_month = EXCLUDED.concluded_month,
      is_on_time = EXCLUDED.is_on_time, workdays = EXCLUDED.workdays,
      status = EXCLUDED.status`;
}

/** What is added to a month's sums; less than 0: taken out. */
export type MonthChange = Pick<
  Counted,
  'town9' | 'stationCode' | 'officeId' | 'windowCode'
> & {
  month: string;
  received: number;
  concluded: number;
  promised: number;
  onTime: number;
  timed: number;
  workdays: number;
};

export async function addToMonths(
  tx: Database,
  county: string,
  changes: readonly MonthChange[],
): Promise<void> {
  await tx`
    INSERT INTO figures_months AS m (county, town9, month, station_code,
      office_id, window_code, received, concluded, promised, on_time, timed,
      workdays)
    SELECT ${county}, r.town9, r.month, r."stationCode", r."officeId",
      r."windowCode", r.received, r.concluded, r.promised, r."onTime", r.timed,
      r.workdays
    FROM jsonb_to_recordset(${tx.json(changes)}) AS r(town9 text, month text,
      "stationCode" text, "officeId" text, "windowCode" text, received int,
      concluded int, promised int, "onTime" int, timed int, workdays bigint)
    ON CONFLICT (county, town9, month, station_code, office_id, window_code)
    DO UPDATE SET received = m.received + EXCLUDED.received,
      concluded = m.concluded + EXCLUDED.concluded,
      promised = m.promised + EXCLUDED.promised,
      on_time = m.on_time + EXCLUDED.on_time,
      timed = m.timed + EXCLUDED.timed,
      workdays = m.workdays + EXCLUDED.workdays`;
}

export async function addToStatuses(
  tx: Database,
  county: string,
  changes: readonly { town9: string; status: string; cases: number }[],
): Promise<void> {
  await tx`
    INSERT INTO figures_statuses AS s (county, town9, status, cases)
    SELECT ${county}, r.town9, r.status, r.cases
    FROM jsonb_to_recordset(${tx.json(changes)}) AS r(town9 text, status text,
      cases int)
    ON CONFLICT (county, town9, status)
    DO UPDATE SET cases = s.cases + EXCLUDED.cases`;
}

/**
 * How many cases the townships have in each status, now: what was counted, and for
 * what stands in their feeds since then what it is instead. undefined: not everything
 * is counted.
 */
export async function readStatuses(
  sql: Database,
  p: { county: string; townships: readonly string[] },
): Promise<Record<string, number> | undefined> {
  const { county } = p;
  const townships = [...p.townships];
  const audiences = townships.map((town9) => `township:${town9}`);
  const [row] = await sql<
    { isComplete: boolean; counts: Record<string, number> }[]
  >`
    WITH touched AS MATERIALIZED (
      SELECT DISTINCT i.case_id
      FROM unnest(${audiences}::text[]) AS of(audience)
      LEFT JOIN figures_cursors c
        ON c.county = ${county} AND c.audience = of.audience
      JOIN feed_items i ON i.county = ${county} AND i.audience = of.audience
        AND i.pos > coalesce(c.pos, 0)
    ), parts AS (
      SELECT status, cases FROM figures_statuses
      WHERE county = ${county} AND town9 = ANY(${townships}::text[])
      UNION ALL
      SELECT f.status, -1 FROM touched JOIN figures_cases f
        ON f.county = ${county} AND f.case_id = touched.case_id
      WHERE f.town9 = ANY(${townships}::text[])
      UNION ALL
      SELECT c.status, 1 FROM touched JOIN cases c
        ON c.county = ${county} AND c.case_id = touched.case_id
      WHERE c.town9 = ANY(${townships}::text[])
    ), sums AS (
      SELECT status, sum(cases)::int AS cases FROM parts
      GROUP BY status HAVING sum(cases) > 0
    )
    SELECT counted_to IS NULL AND counted_at IS NOT NULL AS "isComplete",
      (SELECT coalesce(jsonb_object_agg(status, cases), '{}') FROM sums) AS counts
    FROM figures_state WHERE county = ${county}`;
  return row?.isComplete === true ? row.counts : undefined;
}

export type FiguresState = {
  calendar: string;
  /** All cases are counted anew and have been up to this one; null: they are not. */
  countedTo: string | null;
  countedAt: string | null;
};

/**
 * Begins the roll-up where there is none yet, with all cases still to be counted.
 * True: by this call.
 */
export async function beginFigures(
  tx: Database,
  p: { county: string; calendar: string; from: string },
): Promise<boolean> {
  const rows = await tx`
    INSERT INTO figures_state (county, calendar, counted_to)
    VALUES (${p.county}, ${p.calendar}, ${p.from})
    ON CONFLICT DO NOTHING RETURNING county`;
  return rows.length > 0;
}

/** undefined: another process counts, or none ever has. */
export async function lockFigures(
  tx: Database,
  county: string,
): Promise<FiguresState | undefined> {
  const [row] = await tx<FiguresState[]>`
    SELECT calendar, counted_to AS "countedTo", counted_at AS "countedAt"
    FROM figures_state WHERE county = ${county} FOR UPDATE SKIP LOCKED`;
  return row;
}

/** undefined: nothing was ever counted. */
export async function readFiguresState(
  sql: Database,
  county: string,
): Promise<FiguresState | undefined> {
  const [row] = await sql<FiguresState[]>`
    SELECT calendar, counted_to AS "countedTo", counted_at AS "countedAt"
    FROM figures_state WHERE county = ${county}`;
  return row;
}

export async function saveFiguresState(
  tx: Database,
  county: string,
  { calendar, countedTo, countedAt }: FiguresState,
): Promise<void> {
  await tx`
    UPDATE figures_state SET calendar = ${calendar}, counted_to = ${countedTo},
      counted_at = ${countedAt}
    WHERE county = ${county}`;
}

export type UncountedFeed = {
  audience: string;
  /** Counted until there. */
  pos: number;
  /** Its last position. */
  head: number;
  /** What stood up to there is not kept one by one any more. */
  keptAfter: number;
};

/** Townships' feeds in which something has happened that is not counted yet. */
export async function readUncountedFeeds(
  tx: Database,
  county: string,
): Promise<UncountedFeed[]> {
  return await tx<UncountedFeed[]>`
    SELECT h.audience, coalesce(c.pos, 0) AS pos, h.pos AS head,
      h.kept_after AS "keptAfter"
    FROM feed_heads h
    LEFT JOIN figures_cursors c
      ON c.county = h.county AND c.audience = h.audience
    WHERE h.county = ${county} AND h.audience LIKE 'township:%'
      AND h.pos > coalesce(c.pos, 0)
    ORDER BY h.audience`;
}

/** Which cases stand in a feed behind a position, and how far that is. */
export async function readTouched(
  tx: Database,
  p: { county: string; audience: string; after: number; limit: number },
): Promise<{ caseIds: string[]; pos: number }> {
  const [row] = await tx<{ caseIds: string[]; pos: number | null }[]>`
    SELECT coalesce(array_agg(DISTINCT case_id)
        FILTER (WHERE case_id IS NOT NULL), '{}') AS "caseIds", max(pos) AS pos
    FROM (
      SELECT case_id, pos FROM feed_items
      WHERE county = ${p.county} AND audience = ${p.audience}
        AND pos > ${p.after}
      ORDER BY pos LIMIT ${p.limit}
    ) AS items`;
  return { caseIds: row?.caseIds ?? [], pos: row?.pos ?? p.after };
}

export async function moveFiguresCursor(
  tx: Database,
  { county, audience, pos }: { county: string; audience: string; pos: number },
): Promise<void> {
  await tx`
    INSERT INTO figures_cursors (county, audience, pos)
    VALUES (${county}, ${audience}, ${pos})
    ON CONFLICT (county, audience) DO UPDATE SET pos = EXCLUDED.pos`;
}

/** Some cases behind one, in the order of their ids. */
export async function readCaseIds(
  tx: Database,
  p: { county: string; after: string; limit: number },
): Promise<string[]> {
  const rows = await tx<{ caseId: string }[]>`
    SELECT case_id AS "caseId" FROM cases
    WHERE county = ${p.county} AND case_id > ${p.after}::uuid
    ORDER BY case_id LIMIT ${p.limit}`;
  return rows.map(({ caseId }) => caseId);
}

export type MonthSums = {
  town9: string;
  townName: string;
  month: string;
  received: number;
  concluded: number;
  promised: number;
  onTime: number;
  timed: number;
  workdays: number;
};

/** Sums of what the audiences reach, newest month first. */
export async function readMonths(
  sql: Database,
  p: { county: string; reach: Reach; from: string; until: string },
): Promise<MonthSums[]> {
  return await sql<MonthSums[]>`
    SELECT m.town9, coalesce(t.town_name, m.town9) AS "townName", m.month,
      m.received, m.concluded, m.promised, m."onTime", m.timed, m.workdays
    FROM (
      SELECT town9, month, sum(received)::int AS received,
        sum(concluded)::int AS concluded, sum(promised)::int AS promised,
        sum(on_time)::int AS "onTime", sum(timed)::int AS timed,
        sum(workdays)::bigint AS workdays
      FROM figures_months
      WHERE county = ${p.county} AND month BETWEEN ${p.from} AND ${p.until}
        AND ${within(sql, p.reach)}
      GROUP BY town9, month
    ) AS m
    LEFT JOIN LATERAL (
      SELECT town_name FROM stations
      WHERE county = ${p.county} AND town9 = m.town9 LIMIT 1
    ) t ON true
    WHERE m.received > 0 OR m.concluded > 0
    ORDER BY m.month DESC, m.town9`;
}

function within(sql: Database, reach: Reach) {
  const { isCounty, townships, stations, departments, windows } = reach;
  return sql`(${isCounty} OR town9 = ANY(${townships}::text[])
    OR station_code = ANY(${stations}::text[])
    OR office_id = ANY(${departments}::text[])
    OR window_code = ANY(${windows}::text[]))`;
}
