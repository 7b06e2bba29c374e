// Days that are counted elsewhere (domain/cases/case-clocks.ts) and kept only to order
// the list and to find what is over; nobody is ever shown one.
import type { ClockEvent } from '../../../domain/cases/case-clocks.ts';
import { CLOCK_EVENTS } from '../../../domain/cases/case-clocks.ts';
import type { CaseStatus } from '../../../domain/cases/transitions.ts';
import type { Database } from '../connect.ts';

/** A case whose clocks run, with all that its days are counted from. */
export type UncountedCase = {
  caseId: string;
  status: CaseStatus;
  version: number;
  matterCode: string;
  catalogueVersion: string;
  clockEvents: ClockEvent[];
};

/**
 * Cases in which a clock may run and which have changed since they were counted, or
 * were counted by another calendar. In order of their ids.
 */
export async function readUncounted(
  sql: Database,
  p: { county: string; calendar: string; after: string | null; limit: number },
): Promise<UncountedCase[]> {
  return await sql<UncountedCase[]>`
    SELECT case_id AS "caseId", status, version, matter_code AS "matterCode",
      catalogue_version AS "catalogueVersion",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('at', at, 'body', body)
          ORDER BY n), '[]')
        FROM events e
        WHERE e.county = c.county AND e.case_id = c.case_id
          AND kind IN ${sql(CLOCK_EVENTS)}) AS "clockEvents"
    FROM cases c
    WHERE county = ${p.county}
      AND status IN ('received', 'accepted', 'inDepartment')
      AND (due_version IS DISTINCT FROM version
        OR due_calendar IS DISTINCT FROM ${p.calendar})
      ${p.after === null ? sql`` : sql`AND case_id > ${p.after}::uuid`}
    ORDER BY case_id
    LIMIT ${p.limit}`;
}

export type DueDays = {
  caseId: string;
  /** Of the case that they were counted from. */
  version: number;
  /** ISO days; null: no clock runs. */
  dueOn: string | null;
  silentUntil: string | null;
};

/** Without effect on a case that has changed meanwhile: it is uncounted again. */
export async function saveDueDays(
  sql: Database,
  p: { county: string; calendar: string; rows: readonly DueDays[] },
): Promise<void> {
  await sql`
    UPDATE cases c SET due_on = r."dueOn", silent_until = r."silentUntil",
      due_version = r.version, due_calendar = ${p.calendar}
    FROM jsonb_to_recordset(${sql.json(p.rows)}) AS r("caseId" uuid,
      version int, "dueOn" date, "silentUntil" date)
    WHERE c.county = ${p.county} AND c.case_id = r."caseId"
      AND c.version = r.version`;
}

/** Cases that wait for a word, and whose days for it were over before `today`. */
export async function readSilent(
  sql: Database,
  p: { county: string; today: string; after: string | null; limit: number },
): Promise<string[]> {
  const rows = await sql<{ caseId: string }[]>`
    SELECT case_id AS "caseId" FROM cases
    WHERE county = ${p.county} AND silent_until < ${p.today}
      AND status = 'received' AND due_version = version
      ${p.after === null ? sql`` : sql`AND case_id > ${p.after}::uuid`}
    ORDER BY case_id
    LIMIT ${p.limit}`;
  return rows.map(({ caseId }) => caseId);
}
