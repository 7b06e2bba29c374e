// Values that a ring of keys has sealed (keys/ring-box.ts), to be sealed by its newest
// key: each read here in the order of its table, and written only where it still is
// what was read.
import type { Paper } from '../../../domain/cases/papers.ts';
import type { Database } from '../connect.ts';

/** `mark`: what the newest key has made begins with it. */
type Wish<After> = {
  county: string;
  mark: string;
  after: After;
  limit: number;
};

export type SealedSecret = { caseId: string; path: string; sealed: string };

/** Numbers of cases that another key than the newest has sealed. */
export async function readOldSecrets(
  tx: Database,
  p: Wish<Pick<SealedSecret, 'caseId' | 'path'>>,
): Promise<SealedSecret[]> {
  return await tx<SealedSecret[]>`
    SELECT case_id AS "caseId", path, sealed FROM case_secrets
    WHERE county = ${p.county}
      AND (case_id, path) > (${p.after.caseId}::uuid, ${p.after.path})
      AND NOT starts_with(sealed, ${p.mark})
    ORDER BY case_id, path LIMIT ${p.limit}`;
}

/** One that a clerk's answer has replaced meanwhile stays as it is. */
export async function replaceSecrets(
  tx: Database,
  county: string,
  rows: readonly (SealedSecret & { anew: string; mac: string })[],
): Promise<void> {
  await tx`
    UPDATE case_secrets s SET sealed = r.anew, mac = r.mac
    FROM jsonb_to_recordset(${tx.json(rows)})
      AS r("caseId" uuid, path text, sealed text, anew text, mac text)
    WHERE s.county = ${county} AND s.case_id = r."caseId"
      AND s.path = r.path AND s.sealed = r.sealed`;
}

/** Cases of whose e-certificates one is sealed by another key; locked. */
export async function lockOldCertificates(
  tx: Database,
  p: Wish<string>,
): Promise<{ caseId: string; papers: Paper[] }[]> {
  return await tx<{ caseId: string; papers: Paper[] }[]>`
    SELECT case_id AS "caseId", papers FROM cases
    WHERE county = ${p.county} AND case_id > ${p.after}::uuid
      AND EXISTS (
        SELECT 1 FROM jsonb_path_query(papers, '$[*].certificate') AS c
        WHERE NOT starts_with(c #>> '{}', ${p.mark}))
    ORDER BY case_id LIMIT ${p.limit} FOR UPDATE`;
}

/** Of a case that the caller has locked. */
export async function savePapers(
  tx: Database,
  {
    county,
    caseId,
    papers,
  }: { county: string; caseId: string; papers: Paper[] },
): Promise<void> {
  await tx`
    UPDATE cases SET papers = ${tx.json(papers)}
    WHERE county = ${county} AND case_id = ${caseId}`;
}

/** Of all accounts: they are few. */
export async function lockOldFactors(
  tx: Database,
  { county, mark }: { county: string; mark: string },
): Promise<{ accountId: string; sealed: string }[]> {
  return await tx<{ accountId: string; sealed: string }[]>`
    SELECT account_id AS "accountId", totp_secret AS sealed FROM accounts
    WHERE county = ${county} AND NOT starts_with(totp_secret, ${mark})
    FOR UPDATE`;
}

/** Other than setTotpSecret it leaves the codes that were used, used. */
export async function replaceFactor(
  tx: Database,
  p: { county: string; accountId: string; sealed: string },
): Promise<void> {
  await tx`
    UPDATE accounts SET totp_secret = ${p.sealed}
    WHERE county = ${p.county} AND account_id = ${p.accountId}`;
}

export type SealedReason = { requestId: string; sealed: string };

/** Reasons of looks and requests, likewise. */
export async function readOldReasons(
  tx: Database,
  p: Wish<string>,
): Promise<SealedReason[]> {
  return await tx<SealedReason[]>`
    SELECT request_id AS "requestId", sealed_reason AS sealed
    FROM right_requests
    WHERE county = ${p.county} AND request_id > ${p.after}::uuid
      AND NOT starts_with(sealed_reason, ${p.mark})
    ORDER BY request_id LIMIT ${p.limit}`;
}

/** Where it still is what was read. */
export async function replaceReasons(
  tx: Database,
  county: string,
  rows: readonly (SealedReason & { anew: string })[],
): Promise<void> {
  await tx`
    UPDATE right_requests t SET sealed_reason = r.anew
    FROM jsonb_to_recordset(${tx.json(rows)})
      AS r("requestId" uuid, sealed text, anew text)
    WHERE t.county = ${county} AND t.request_id = r."requestId"
      AND t.sealed_reason = r.sealed`;
}

export type WrappedKey = {
  sha256: string;
  /** Of a key that was cited beside the first one; '': the material's own. */
  operationId: string;
  wrappedKey: string;
};

/** Keys of materials, likewise; first their own, then those cited beside them. */
export async function readOldWraps(
  tx: Database,
  p: Wish<Pick<WrappedKey, 'sha256' | 'operationId'>>,
): Promise<WrappedKey[]> {
  return await tx<WrappedKey[]>`
    SELECT * FROM (
      SELECT sha256, '' AS "operationId", wrapped_key AS "wrappedKey"
      FROM materials
      WHERE county = ${p.county} AND sha256 >= ${p.after.sha256}
      UNION ALL
      SELECT sha256, operation_id::text, wrapped_key FROM cited_keys
      WHERE county = ${p.county} AND sha256 >= ${p.after.sha256}
    ) w
    WHERE (sha256, "operationId")
        > (${p.after.sha256}, ${p.after.operationId})
      AND NOT starts_with("wrappedKey", ${p.mark})
    ORDER BY sha256, "operationId" LIMIT ${p.limit}`;
}

/** Where it still is what was read. */
export async function replaceWraps(
  tx: Database,
  county: string,
  rows: readonly (WrappedKey & { anew: string })[],
): Promise<void> {
  const given = tx.json(rows);
  await tx`
    UPDATE materials m SET wrapped_key = r.anew
    FROM jsonb_to_recordset(${given})
      AS r(sha256 text, "operationId" text, "wrappedKey" text, anew text)
    WHERE r."operationId" = '' AND m.county = ${county}
      AND m.sha256 = r.sha256 AND m.wrapped_key = r."wrappedKey"`;
  await tx`
    UPDATE cited_keys k SET wrapped_key = r.anew
    FROM jsonb_to_recordset(${given})
      AS r(sha256 text, "operationId" text, "wrappedKey" text, anew text)
    WHERE k.county = ${county} AND k.sha256 = r.sha256
      AND k.operation_id::text = r."operationId"
      AND k.wrapped_key = r."wrappedKey"`;
}

export type WrappedNotice = { caseId: string; n: number; wrappedKey: string };

/** Keys of papers, likewise. */
export async function readOldNotices(
  tx: Database,
  p: Wish<Pick<WrappedNotice, 'caseId' | 'n'>>,
): Promise<WrappedNotice[]> {
  return await tx<WrappedNotice[]>`
    SELECT case_id AS "caseId", n, wrapped_key AS "wrappedKey" FROM notices
    WHERE county = ${p.county}
      AND (case_id, n) > (${p.after.caseId}::uuid, ${p.after.n}::integer)
      AND NOT starts_with(wrapped_key, ${p.mark})
    ORDER BY case_id, n LIMIT ${p.limit}`;
}

/** Where it still is what was read. */
export async function replaceNotices(
  tx: Database,
  county: string,
  rows: readonly (WrappedNotice & { anew: string })[],
): Promise<void> {
  await tx`
    UPDATE notices t SET wrapped_key = r.anew
    FROM jsonb_to_recordset(${tx.json(rows)})
      AS r("caseId" uuid, n integer, "wrappedKey" text, anew text)
    WHERE t.county = ${county} AND t.case_id = r."caseId" AND t.n = r.n
      AND t.wrapped_key = r."wrappedKey"`;
}

/** How many values another key than the newest has sealed. */
export async function countOldColumns(
  sql: Database,
  { county, mark }: { county: string; mark: string },
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    SELECT (
      (SELECT count(*) FROM case_secrets
        WHERE county = ${county} AND NOT starts_with(sealed, ${mark}))
      + (SELECT count(*) FROM cases,
          jsonb_path_query(papers, '$[*].certificate') AS c
        WHERE county = ${county} AND NOT starts_with(c #>> '{}', ${mark}))
      + (SELECT count(*) FROM accounts
        WHERE county = ${county} AND NOT starts_with(totp_secret, ${mark}))
      + (SELECT count(*) FROM right_requests
        WHERE county = ${county} AND NOT starts_with(sealed_reason, ${mark}))
    ) AS count`;
  return row?.count ?? 0;
}

/** How many keys another than the newest has wrapped. */
export async function countOldWraps(
  sql: Database,
  { county, mark }: { county: string; mark: string },
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    SELECT (
      (SELECT count(*) FROM materials
        WHERE county = ${county} AND NOT starts_with(wrapped_key, ${mark}))
      + (SELECT count(*) FROM cited_keys
        WHERE county = ${county} AND NOT starts_with(wrapped_key, ${mark}))
      + (SELECT count(*) FROM notices
        WHERE county = ${county} AND NOT starts_with(wrapped_key, ${mark}))
    ) AS count`;
  return row?.count ?? 0;
}
