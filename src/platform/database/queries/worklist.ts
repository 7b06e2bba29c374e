import {
  CLOCK_EVENTS,
  type ClockEvent,
} from '../../../domain/cases/case-clocks.ts';
import type { CaseState } from '../../../domain/cases/fold-case.ts';
import {
  CASE_STATUSES,
  type CaseStatus,
} from '../../../domain/cases/transitions.ts';
import type { Reach } from '../../people/permissions.ts';
import type { Database } from '../connect.ts';
import { readStatuses } from './figures.ts';

export type WorklistCase = {
  caseId: string;
  number: string;
  matterCode: string;
  catalogueVersion: string;
  applicantName: string;
  clerkId: string;
  clerkName: string;
  stationName: string;
  townName: string;
  takenInAt: string;
  arrivedAt: string;
  state: CaseState;
  version: number;
  /** What its deadlines are counted from, oldest first. */
  clockEvents: ClockEvent[];
  /** Distinct materials that stand for the case now. */
  materialsExpected: number;
  materialsArrived: number;
  /** Begun on the net, and whether the village's help is wanted; null: in a village. */
  online: 'begun' | 'helpWanted' | null;
  /** Where the row stands in the list's order. */
  place: Place;
};

/** Day of the next legal act, order within the day, case. */
export type Place = { day: string; order: number; caseId: string };

/** What to look for: exactly one of them is set; all empty = no search. */
export type WorklistSearch = {
  number?: string;
  last9?: string;
  /** Of a whole identity or account number. */
  secretMacs?: string[];
  /** Part of a name, a village or a station. */
  text?: string;
};

/**
 * A page of the list of a township, a station, a department or a window, most urgent first:
 * by the day of the next legal act (the notice before acceptance, the promise after
 * it), then the longest waiting. Cases that wait for the applicant or have ended have
 * no such day and come last, ended ones newest first.
 */
export async function readWorklist(
  sql: Database,
  p: {
    county: string;
    reach: Reach;
    status: CaseStatus | undefined;
    search: WorklistSearch;
    after: Place | undefined;
    limit: number;
  },
): Promise<WorklistCase[]> {
  return await sql<WorklistCase[]>`
    SELECT ${rowColumns(sql)}, jsonb_build_object(
      'day', c.day, 'order', c.sort_order, 'caseId', c.case_id) AS place
    FROM (
      -- The page first: what hangs on a case is gathered for its rows alone.
      ${pageOf(sql, p)}
    ) AS page
    JOIN LATERAL (
      SELECT cases.*, ${placeColumns(sql)} FROM cases
      WHERE county = ${p.county} AND case_id = page.case_id
    ) c ON true
    ${joins(sql)}
    ORDER BY c.day, c.sort_order, c.case_id`;
}

type Page = Parameters<typeof readWorklist>[1];

/**
 * Ids of the page's cases. Of townships' lists each status of each township is read in
 * the order of the list as far as a page goes, which costs the same of however many
 * cases; what a search or another reach finds is put in order afterwards.
 */
function pageOf(sql: Database, p: Page) {
  const { reach, search, limit } = p;
  const { isCounty, townships, stations, departments, windows } = reach;
  const isOfTownships =
    !isCounty &&
    townships.length > 0 &&
    stations.length + departments.length + windows.length === 0;
  const branch = isOfTownships ? townshipBranch(sql, p) : undefined;
  if (branch === undefined)
    return sql`
      SELECT case_id FROM cases
      WHERE ${inPage(sql, p)} AND ${within(sql, reach)}
        ${textOf(sql, p, search.text)}
      ORDER BY ${order(sql)} LIMIT ${limit}`;
  return sql`
    SELECT case_id FROM (
      SELECT DISTINCT * FROM (${branch}) AS found
    ) AS found
    ORDER BY day, sort_order, case_id LIMIT ${limit}`;
}

/** undefined: what is looked for is few by itself. */
function townshipBranch(sql: Database, p: Page) {
  const { reach, status, search, limit } = p;
  const { number, last9, secretMacs, text } = search;
  if ([number, last9, secretMacs].some((each) => each !== undefined))
    return undefined;
  const statuses = status === undefined ? [...CASE_STATUSES] : [status];
  const towns = sql`unnest(${reach.townships}::text[]) AS town(code)`;
  const page = sql`ORDER BY ${order(sql)} LIMIT ${limit}`;
  const columns = sql`case_id, ${placeColumns(sql)}`;
  // A single character is in too many names for an index to be of use.
  const inOrder = sql`
    SELECT found.* FROM ${towns},
      unnest(${statuses}::text[]) AS one(status),
      LATERAL (
        SELECT ${columns} FROM cases
        WHERE ${inPage(sql, p)} AND town9 = town.code AND status = one.status
          ${text === undefined ? sql`` : sql`AND ${likeName(sql, text)}`}
        ${page}
      ) AS found`;
  if (text === undefined) return inOrder;
  const byName =
    Array.from(text).length < 2
      ? inOrder
      : sql`
    SELECT found.* FROM ${towns}, LATERAL (
      SELECT ${columns} FROM cases
      WHERE ${inPage(sql, p)} AND town9 = town.code AND ${likeName(sql, text)}
        AND name_parts(town9, applicant_name) @> name_parts(town.code, ${text})
      ${page}
    ) AS found`;
  return sql`
    (${byName})
    UNION ALL
    SELECT found.* FROM (${stationsLike(sql, p.county, text)}) AS station,
      LATERAL (
        SELECT ${columns} FROM cases
        WHERE ${inPage(sql, p)} AND station_code = station.code
          AND town9 = ANY(${reach.townships}::text[])
        ${page}
      ) AS found`;
}

/** What every row of the page fits, whatever it was found by. */
function inPage(sql: Database, { county, status, search, after }: Page) {
  const { number, last9, secretMacs } = search;
  return sql`
    county = ${county}
    ${status === undefined ? sql`` : sql`AND status = ${status}`}
    ${number === undefined ? sql`` : sql`AND case_id IN (${byNumber(sql, { county, number })})`}
    ${last9 === undefined ? sql`` : sql`AND case_id IN (${byNumber(sql, { county, last9 })})`}
    ${
      secretMacs === undefined
        ? sql``
        : sql`AND case_id IN (SELECT case_id FROM case_secrets
            WHERE county = ${county} AND mac = ANY(${secretMacs}))`
    }
    ${
      after === undefined
        ? sql``
        : sql`AND (${order(sql)})
            > (${after.day}::date, ${after.order}, ${after.caseId}::uuid)`
    }`;
}

function textOf(sql: Database, { county }: Page, text: string | undefined) {
  return text === undefined
    ? sql``
    : sql`AND (${likeName(sql, text)}
        OR station_code IN (${stationsLike(sql, county, text)}))`;
}

function likeName(sql: Database, text: string) {
  return sql`applicant_name ILIKE ${`%${escapeLike(text)}%`}`;
}

function stationsLike(sql: Database, county: string, text: string) {
  const contains = `%${escapeLike(text)}%`;
  return sql`
    SELECT code FROM stations
    WHERE county = ${county}
      AND (village_name ILIKE ${contains} OR name ILIKE ${contains})`;
}

/** Cases of that number, and those that another of that number was joined to. */
function byNumber(
  sql: Database,
  p: { county: string } & ({ number: string } | { last9: string }),
) {
  const fits = (column: ReturnType<typeof sql>) =>
    'number' in p
      ? sql`${column} = ${p.number}`
      : sql`right(${column}, 9) = ${p.last9}`;
  return sql`
    SELECT case_id FROM cases WHERE county = ${p.county} AND ${fits(sql`number`)}
    UNION ALL
    SELECT case_id FROM events
    WHERE county = ${p.county} AND kind = 'joined'
      AND body->>'goesOn' = 'true' AND ${fits(sql`(body->>'number')`)}`;
}

/** One case as a row of the list. */
export async function findWorklistCase(
  sql: Database,
  { county, caseId }: { county: string; caseId: string },
): Promise<WorklistCase | undefined> {
  const [row] = await sql<WorklistCase[]>`
    SELECT ${rowColumns(sql)}, jsonb_build_object(
      'day', c.day, 'order', c.sort_order, 'caseId', c.case_id) AS place
    FROM (
      SELECT cases.*, ${placeColumns(sql)} FROM cases
      WHERE county = ${county} AND case_id = ${caseId}
    ) c
    ${joins(sql)}`;
  return row;
}

/** How many the audiences have in each status. */
export async function countByStatus(
  sql: Database,
  county: string,
  reach: Reach,
): Promise<Record<string, number>> {
  const counted = await countedByStatus(sql, county, reach);
  if (counted !== undefined) return counted;
  const rows = await sql<{ status: CaseStatus; n: number }[]>`
    SELECT status, count(*)::int AS n FROM cases
    WHERE county = ${county} AND ${within(sql, reach)}
    GROUP BY status`;
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
}

/** Of whole townships the sums are kept; undefined: of this reach they are not. */
async function countedByStatus(sql: Database, county: string, reach: Reach) {
  const { isCounty, townships, stations, departments, windows } = reach;
  const others = stations.length + departments.length + windows.length;
  if (isCounty || townships.length === 0 || others > 0) return undefined;
  return await readStatuses(sql, { county, townships });
}

/**
 * Of the audiences. Only those that there are stand in the question, so that the
 * index of townships serves it.
 */
function within(sql: Database, reach: Reach) {
  const { isCounty, townships, stations, departments, windows } = reach;
  const parts = [
    isCounty ? [sql`true`] : [],
    townships.length > 0 ? [sql`town9 = ANY(${townships}::text[])`] : [],
    stations.length > 0 ? [sql`station_code = ANY(${stations}::text[])`] : [],
    departments.length > 0 ? [sql`offices && ${departments}::text[]`] : [],
    // What it hands over, and has.
    windows.length > 0
      ? [sql`(state->'result'->>'window') = ANY(${windows}::text[])`]
      : [],
  ].flat();
  return parts.reduce((some, each) => sql`(${some} OR ${each})`, sql`false`);
}

/**
 * `due_on` where it was counted for what the case is now (platform/clocks), else the day
 * that was said last. Seconds since 1970 order the cases of one day. As the indexes
 * have it, to the letter (migration 0047).
 */
function dayAndOrder(sql: Database) {
  return [
    sql`case_day(status, version, due_version, due_on, notice_by, state)`,
    sql`case_order(status, taken_in_at)`,
  ] as const;
}

function order(sql: Database) {
  const [day, within] = dayAndOrder(sql);
  return sql`${day}, ${within}, case_id`;
}

function placeColumns(sql: Database) {
  const [day, within] = dayAndOrder(sql);
  return sql`${day} AS day, ${within} AS sort_order`;
}

function rowColumns(sql: Database) {
  return sql`
    c.case_id AS "caseId", c.number, c.matter_code AS "matterCode",
    c.catalogue_version AS "catalogueVersion",
    c.applicant_name AS "applicantName", c.clerk_id AS "clerkId",
    c.clerk_name AS "clerkName",
    coalesce(s.village_name, s.name, c.station_code) AS "stationName",
    coalesce(t.town_name, c.town9) AS "townName",
    c.taken_in_at AS "takenInAt", c.arrived_at AS "arrivedAt", c.state,
    c.version, e.clock_events AS "clockEvents",
    m.expected AS "materialsExpected", m.arrived AS "materialsArrived",
    i.online`;
}

function joins(sql: Database) {
  return sql`
    LEFT JOIN stations s
      ON s.county = c.county AND s.code = c.station_code
    LEFT JOIN LATERAL (
      SELECT town_name FROM stations
      WHERE county = c.county AND town9 = c.town9 LIMIT 1
    ) t ON true
    LEFT JOIN LATERAL (
      SELECT coalesce(jsonb_agg(jsonb_build_object('at', at, 'body', body)
        ORDER BY n), '[]') AS clock_events
      FROM events
      WHERE county = c.county AND case_id = c.case_id
        AND kind IN ${sql(CLOCK_EVENTS)}
    ) e ON true
    LEFT JOIN LATERAL (
      SELECT CASE WHEN help_wanted IS NULL THEN 'begun' ELSE 'helpWanted' END
        AS online
      FROM inbound_cases
      WHERE county = c.county AND case_id = c.case_id
    ) i ON true
    LEFT JOIN LATERAL (
      SELECT count(DISTINCT sha256)::int AS expected,
        count(DISTINCT sha256) FILTER (WHERE is_complete)::int AS arrived
      FROM standing_materials
      WHERE county = c.county AND case_id = c.case_id
    ) m ON true`;
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
