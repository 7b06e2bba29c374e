import type { Database } from '../connect.ts';

export type RightRequest = {
  requestId: string;
  accountId: string;
  action: string;
  subject: string;
  sealedReason: string;
  askedAt: string;
  approvedBy: string | null;
};

type Key = { county: string; requestId: string };

type NewRequest = Omit<RightRequest, 'approvedBy' | 'askedAt'> & {
  county: string;
  at: Date;
  /** Asked and done at once; null: it waits. */
  usedAt: Date | null;
};

/** Adds one, with its reason sealed. */
export async function addRightRequest(
  sql: Database,
  p: NewRequest,
): Promise<void> {
  await sql`
    INSERT INTO right_requests (county, request_id, account_id, action, subject,
      sealed_reason, asked_at, used_at)
    VALUES (${p.county}, ${p.requestId}, ${p.accountId}, ${p.action},
      ${p.subject}, ${p.sealedReason}, ${p.at}, ${p.usedAt})`;
}

/** How many wait since then: of that person, and about that by whomever. */
export async function countOpenRequests(
  sql: Database,
  p: { county: string; accountId: string; subject: string; since: Date },
): Promise<{ own: number; same: number }> {
  const [row] = await sql<{ own: number; same: number }[]>`
    SELECT count(*) FILTER (WHERE account_id = ${p.accountId}) AS own,
      count(*) FILTER (WHERE subject = ${p.subject}) AS same
    FROM right_requests
    WHERE county = ${p.county} AND used_at IS NULL AND asked_at > ${p.since}`;
  return row ?? { own: 0, same: 0 };
}

/** Those that may still be approved or made use of, oldest first. */
export async function readOpenRequests(
  sql: Database,
  { county, since, limit }: { county: string; since: Date; limit: number },
): Promise<RightRequest[]> {
  return await sql<RightRequest[]>`
    SELECT request_id AS "requestId", account_id AS "accountId", action, subject,
      sealed_reason AS "sealedReason", asked_at AS "askedAt", approved_by AS "approvedBy"
    FROM right_requests
    WHERE county = ${county} AND used_at IS NULL AND asked_at > ${since}
    ORDER BY asked_at LIMIT ${limit}`;
}

/** undefined: nobody has asked for it. */
export async function findRightRequest(
  sql: Database,
  { county, requestId }: Key,
): Promise<RightRequest | undefined> {
  const [row] = await sql<RightRequest[]>`
    SELECT request_id AS "requestId", account_id AS "accountId", action, subject,
      sealed_reason AS "sealedReason", asked_at AS "askedAt", approved_by AS "approvedBy"
    FROM right_requests
    WHERE county = ${county} AND request_id = ${requestId}`;
  return row;
}

/** False: it is too old, used, approved already, or his own. */
export async function approveRequest(
  sql: Database,
  p: Key & { by: string; at: Date; since: Date },
): Promise<boolean> {
  const rows = await sql`
    UPDATE right_requests SET approved_by = ${p.by}, approved_at = ${p.at}
    WHERE county = ${p.county} AND request_id = ${p.requestId}
      AND account_id <> ${p.by} AND approved_by IS NULL AND used_at IS NULL
      AND asked_at > ${p.since}
    RETURNING request_id`;
  return rows.length === 1;
}

/** Who has said yes to it lately, if somebody has and it was not made use of. */
export async function findApproved(
  sql: Database,
  p: {
    county: string;
    accountId: string;
    action: string;
    subject: string;
    since: Date;
  },
): Promise<{ requestId: string; approvedBy: string } | undefined> {
  const [row] = await sql<{ requestId: string; approvedBy: string }[]>`
    SELECT request_id AS "requestId", approved_by AS "approvedBy"
    FROM right_requests
    WHERE county = ${p.county} AND account_id = ${p.accountId}
      AND action = ${p.action} AND subject = ${p.subject}
      AND used_at IS NULL AND approved_at > ${p.since}
    ORDER BY approved_at DESC LIMIT 1`;
  return row;
}

/** False: somebody was first. */
export async function useRequest(
  sql: Database,
  { county, requestId, at }: Key & { at: Date },
): Promise<boolean> {
  const rows = await sql`
    UPDATE right_requests SET used_at = ${at}
    WHERE county = ${county} AND request_id = ${requestId} AND used_at IS NULL
    RETURNING request_id`;
  return rows.length === 1;
}
