import type { Database } from '../connect.ts';

export type AuditRow = {
  n: number;
  at: string;
  accountId: string | null;
  act: string;
  caseId: string | null;
  entry: string;
  hash: string;
};

export type AuditHead = { n: number; hash: string; mac: string | null };

/** Locks the end of the chain until the transaction ends. */
export async function lockAuditHead(
  tx: Database,
  county: string,
): Promise<AuditHead> {
  await tx`
    INSERT INTO audit_heads (county, n, hash) VALUES (${county}, 0, '')
    ON CONFLICT DO NOTHING`;
  const [row] = await tx<AuditHead[]>`
    SELECT n, hash, mac FROM audit_heads WHERE county = ${county} FOR UPDATE`;
  if (row === undefined) throw new Error('the chain has its end');
  return row;
}

/** Adds a row and moves the end to it; the caller holds its lock. */
export async function addAuditRow(
  tx: Database,
  { county, mac, ...row }: AuditRow & { county: string; mac: string },
): Promise<void> {
  await tx`
    INSERT INTO audit (county, n, at, account_id, act, case_id, entry, hash)
    VALUES (${county}, ${row.n}, ${row.at}, ${row.accountId}, ${row.act},
      ${row.caseId}, ${row.entry}, ${row.hash})`;
  await tx`
    UPDATE audit_heads SET n = ${row.n}, hash = ${row.hash}, mac = ${mac}
    WHERE county = ${county}`;
}

/** undefined: nothing was ever written down. */
export async function findAuditHead(
  sql: Database,
  county: string,
): Promise<AuditHead | undefined> {
  const [row] = await sql<AuditHead[]>`
    SELECT n, hash, mac FROM audit_heads WHERE county = ${county}`;
  return row;
}

/** Rows behind `after`, in order, as far as `through`. */
export async function readAuditChain(
  sql: Database,
  p: { county: string; after: number; through: number; limit: number },
): Promise<AuditRow[]> {
  return await sql<AuditRow[]>`
    SELECT ${columns(sql)} FROM audit
    WHERE county = ${p.county} AND n > ${p.after} AND n <= ${p.through}
    ORDER BY n LIMIT ${p.limit}`;
}

export type AuditWish = {
  county: string;
  /** Of these accounts only; null: of all. */
  accountId: string | null;
  /** Of clerks and heads of these stations only; null: of all. */
  stations: readonly string[] | null;
  /** These acts only; null: all. */
  acts: readonly string[] | null;
  caseId: string | null;
  /** Rows with smaller numbers; null: from the newest. */
  before: number | null;
  limit: number;
};

/** What fits, newest first. */
export async function readAudit(
  sql: Database,
  p: AuditWish,
): Promise<AuditRow[]> {
  return await sql<AuditRow[]>`
    SELECT ${columns(sql)} FROM audit
    WHERE county = ${p.county}
      ${p.accountId === null ? sql`` : sql`AND account_id = ${p.accountId}`}
      ${p.stations === null ? sql`` : sql`AND ${isOfStations(sql, p.stations)}`}
      ${p.acts === null ? sql`` : sql`AND act = ANY(${[...p.acts]}::text[])`}
      ${p.caseId === null ? sql`` : sql`AND case_id = ${p.caseId}`}
      ${p.before === null ? sql`` : sql`AND n < ${p.before}`}
    ORDER BY n DESC LIMIT ${p.limit}`;
}

function isOfStations(sql: Database, stations: readonly string[]) {
  const audiences = stations.map((code) => `station:${code}`);
  return sql`EXISTS (
    SELECT FROM roles r
    WHERE r.county = audit.county AND r.account_id = audit.account_id
      AND r.role IN ('clerk', 'head') AND r.audience = ANY(${audiences}))`;
}

/** How many different cases the account has opened since, as far as `most`. */
export async function countOpened(
  sql: Database,
  p: { county: string; accountId: string; since: Date; most: number },
): Promise<number> {
  const [row] = await sql<{ cases: number }[]>`
    SELECT (
      SELECT count(*) FROM (
        SELECT DISTINCT case_id FROM audit
        WHERE county = ${p.county} AND account_id = ${p.accountId}
          AND act IN ('caseOpened', 'materialOpened', 'numbersOpened',
            'noticeOpened', 'caseLookedAt')
          AND at > ${p.since}
        LIMIT ${p.most}) opened
    ) + (
      SELECT coalesce(sum((entry::jsonb #>> '{detail,rows}')::int), 0)
      FROM audit
      WHERE county = ${p.county} AND account_id = ${p.accountId}
        AND act = 'rowsExported' AND at > ${p.since}
    ) AS cases`;
  return row?.cases ?? 0;
}

/** Whether there is such a line of the account since then. */
export async function hasActSince(
  sql: Database,
  p: { county: string; accountId: string; act: string; since: Date },
): Promise<boolean> {
  const rows = await sql`
    SELECT 1 FROM audit
    WHERE county = ${p.county} AND account_id = ${p.accountId}
      AND act = ${p.act} AND at > ${p.since} LIMIT 1`;
  return rows.length === 1;
}

function columns(sql: Database) {
  return sql`n, at, account_id AS "accountId", act, case_id AS "caseId", entry,
    hash`;
}
