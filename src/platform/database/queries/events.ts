import type { CaseEvent } from '../../../domain/cases/event.ts';
import { NATIONAL_CODE } from '../../../domain/cases/event.ts';
import type { Database } from '../connect.ts';

/** Appends to the history; feed/record-event.ts is the only way there. */
export async function addEvent(
  tx: Database,
  county: string,
  event: CaseEvent,
): Promise<void> {
  const { caseId, n, at, by, body } = event;
  await tx`
    INSERT INTO events (county, case_id, n, kind, national_code, at, by_kind,
      by_id, by_name, body)
    VALUES (${county}, ${caseId}, ${n}, ${body.kind},
      ${NATIONAL_CODE[body.kind]}, ${at}, ${by.kind}, ${by.id}, ${by.name},
      ${tx.json(body)})`;
}

/** The whole history of a case, oldest first. */
export async function readEvents(
  sql: Database,
  county: string,
  caseId: string,
): Promise<CaseEvent[]> {
  return await sql<CaseEvent[]>`
    SELECT case_id AS "caseId", n, at,
      jsonb_build_object('kind', by_kind, 'id', by_id, 'name', by_name) AS by,
      body
    FROM events
    WHERE county = ${county} AND case_id = ${caseId}
    ORDER BY n`;
}

/**
 * The whole history, if the case is of that audience now; else nothing. One
 * statement: what happens after a case has left is never among it.
 */
export async function readEventsFor(
  sql: Database,
  p: { county: string; caseId: string; audience: string },
): Promise<CaseEvent[]> {
  return await sql<CaseEvent[]>`
    SELECT e.case_id AS "caseId", e.n, e.at,
      jsonb_build_object('kind', e.by_kind, 'id', e.by_id,
        'name', e.by_name) AS by, e.body
    FROM cases c
    JOIN events e ON e.county = c.county AND e.case_id = c.case_id
    WHERE c.county = ${p.county} AND c.case_id = ${p.caseId}
      AND ${p.audience} IN
        ('station:' || c.station_code, 'township:' || c.town9)
    ORDER BY e.n`;
}

/** One event; undefined: the case has not come so far. */
export async function findEvent(
  sql: Database,
  { county, caseId, n }: { county: string; caseId: string; n: number },
): Promise<CaseEvent | undefined> {
  const [row] = await sql<CaseEvent[]>`
    SELECT case_id AS "caseId", n, at,
      jsonb_build_object('kind', by_kind, 'id', by_id, 'name', by_name) AS by,
      body
    FROM events
    WHERE county = ${county} AND case_id = ${caseId} AND n = ${n}`;
  return row;
}

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
