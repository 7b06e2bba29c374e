import type { Database } from '../connect.ts';

type Key = { county: string; caseId: string; paperId: string };

export type CertificateFound = 'ok' | 'mismatch' | 'unavailable';

/** Open cases with an e-certificate that have changed since they were looked through. */
export async function readUnseenCertificates(
  sql: Database,
  p: { county: string; after: string | null; limit: number },
): Promise<string[]> {
  const rows = await sql<{ caseId: string }[]>`
    SELECT case_id AS "caseId" FROM cases c
    WHERE county = ${p.county} AND papers @> '[{"how": "eCert"}]'
      AND status IN ('received', 'correcting', 'accepted', 'inDepartment',
        'special')
      AND NOT EXISTS (SELECT FROM certificate_checks k
        WHERE k.county = c.county AND k.case_id = c.case_id
          AND k.seen_version = c.version)
      ${p.after === null ? sql`` : sql`AND case_id > ${p.after}::uuid`}
    ORDER BY case_id
    LIMIT ${p.limit}`;
  return rows.map(({ caseId }) => caseId);
}

/** Puts it in the queue; another number than before is asked for anew. */
export async function queueCertificate(
  tx: Database,
  p: Key & { mac: string; version: number; at: Date },
): Promise<void> {
  await tx`
    INSERT INTO certificate_checks (county, case_id, paper_id, mac,
      seen_version, next_at)
    VALUES (${p.county}, ${p.caseId}, ${p.paperId}, ${p.mac}, ${p.version},
      ${p.at})
    ON CONFLICT (county, case_id, paper_id) DO UPDATE
      SET seen_version = EXCLUDED.seen_version, mac = EXCLUDED.mac,
        attempts = CASE WHEN certificate_checks.mac = EXCLUDED.mac
          THEN certificate_checks.attempts ELSE 0 END,
        found = CASE WHEN certificate_checks.mac = EXCLUDED.mac
          THEN certificate_checks.found END,
        next_at = CASE WHEN certificate_checks.mac = EXCLUDED.mac
          THEN certificate_checks.next_at ELSE EXCLUDED.next_at END`;
}

export type DueCheck = {
  caseId: string;
  paperId: string;
  mac: string;
  /** With this one. */
  attempts: number;
};

/**
 * Takes some that are due, the longest first. Each is due again after a wait that
 * doubles, to six hours at most: so a process that dies over one has only waited, and
 * no two ask for the same.
 */
export async function takeDueChecks(
  sql: Database,
  p: { county: string; now: Date; limit: number },
): Promise<DueCheck[]> {
  return await sql<DueCheck[]>`
    UPDATE certificate_checks k SET attempts = attempts + 1,
      next_at = ${p.now}::timestamptz + least(interval '6 hours',
        interval '1 minute' * power(2, least(attempts, 20)))
    FROM (
      SELECT county, case_id, paper_id FROM certificate_checks
      WHERE county = ${p.county} AND next_at <= ${p.now}
      ORDER BY next_at LIMIT ${p.limit}
      FOR UPDATE SKIP LOCKED
    ) due
    WHERE k.county = due.county AND k.case_id = due.case_id
      AND k.paper_id = due.paper_id
    RETURNING k.case_id AS "caseId", k.paper_id AS "paperId", k.mac,
      k.attempts`;
}

/**
 * Writes down what was found of that number. False: it is another number by now, or
 * the same was said of it before. An answer ends the asking, silence does not.
 */
export async function saveFound(
  tx: Database,
  p: Key & { mac: string; found: CertificateFound },
): Promise<boolean> {
  const rows = await tx`
    UPDATE certificate_checks SET found = ${p.found},
      next_at = CASE WHEN ${p.found} = 'unavailable' THEN next_at END
    WHERE county = ${p.county} AND case_id = ${p.caseId}
      AND paper_id = ${p.paperId} AND mac = ${p.mac}
      AND found IS DISTINCT FROM ${p.found}
    RETURNING case_id`;
  return rows.length === 1;
}

/** Nobody needs the answer any more. */
export async function endCheck(
  sql: Database,
  { county, caseId, paperId }: Key,
): Promise<void> {
  await sql`
    UPDATE certificate_checks SET next_at = null
    WHERE county = ${county} AND case_id = ${caseId}
      AND paper_id = ${paperId}`;
}
