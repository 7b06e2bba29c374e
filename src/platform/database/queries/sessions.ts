import type { StaffRole } from '../../../protocol/review.ts';
import type { SignedIn } from '../../people/permissions.ts';
import type { Database } from '../connect.ts';

/** Opens a session, known by the hash of its token. */
export async function addSession(
  sql: Database,
  p: {
    county: string;
    tokenHash: string;
    accountId: string;
    now: Date;
    /** When the person showed that it is he; absent: now. */
    provedAt?: Date;
  },
): Promise<void> {
  const { provedAt = p.now } = p;
  await sql`
    INSERT INTO sessions
      (county, token_hash, account_id, created_at, last_used_at, proved_at)
    VALUES
      (${p.county}, ${p.tokenHash}, ${p.accountId}, ${p.now}, ${p.now}, ${provedAt})`;
}

/**
 * Finds a session that is neither idle nor too old, of an account that is not
 * disabled, and notes that it was used, unless nobody is at it: all in one statement, so that a session
 * removed meanwhile does not come back.
 */
export async function useSession(
  sql: Database,
  p: {
    county: string;
    tokenHash: string;
    /** Accounts of the demo exist nowhere else. */
    demo: boolean;
    now: Date;
    isUnattended: boolean;
    usedAfter: Date;
    createdAfter: Date;
  },
): Promise<SignedIn | undefined> {
  const [row] = await sql<
    {
      accountId: string;
      name: string;
      provedAt: string;
      roles: { role: StaffRole; audience: string }[];
      persons: string[];
    }[]
  >`
    UPDATE sessions s SET last_used_at = CASE WHEN ${p.isUnattended}
      THEN s.last_used_at ELSE greatest(s.last_used_at, ${p.now}) END
    FROM accounts a
    WHERE s.county = ${p.county} AND s.token_hash = ${p.tokenHash}
      AND s.last_used_at > ${p.usedAfter} AND s.created_at > ${p.createdAfter}
      AND a.county = s.county AND a.account_id = s.account_id
      AND a.disabled_at IS NULL AND (${p.demo} OR NOT a.demo)
    RETURNING a.account_id AS "accountId", a.name, s.proved_at AS "provedAt", (
      SELECT coalesce(
        jsonb_agg(jsonb_build_object('role', r.role, 'audience', r.audience)
          ORDER BY r.role DESC, r.audience), '[]'::jsonb)
      FROM roles r
      WHERE r.county = a.county AND r.account_id = a.account_id
    ) AS roles, ARRAY(
      SELECT p.mac FROM account_persons p
      WHERE p.county = a.county AND p.account_id = a.account_id
    ) AS persons`;
  return row;
}

/** Ends a session; what is none is left alone. */
export async function removeSession(
  sql: Database,
  county: string,
  tokenHash: string,
): Promise<void> {
  await sql`
    DELETE FROM sessions
    WHERE county = ${county} AND token_hash = ${tokenHash}`;
}

/** The person has shown again that it is he. */
export async function proveSession(
  sql: Database,
  p: { county: string; tokenHash: string; now: Date },
): Promise<void> {
  await sql`
    UPDATE sessions SET proved_at = ${p.now}
    WHERE county = ${p.county} AND token_hash = ${p.tokenHash}`;
}

/** The same, of this account's session alone. False: it has no such session. */
export async function proveSessionOf(
  sql: Database,
  p: { county: string; tokenHash: string; accountId: string; now: Date },
): Promise<boolean> {
  const rows = await sql`
    UPDATE sessions SET proved_at = ${p.now}
    WHERE county = ${p.county} AND token_hash = ${p.tokenHash}
      AND account_id = ${p.accountId}
    RETURNING account_id`;
  return rows.length === 1;
}

/** Ends all of an account's sessions. */
export async function removeSessionsOf(
  sql: Database,
  { county, accountId }: { county: string; accountId: string },
): Promise<void> {
  await sql`
    DELETE FROM sessions
    WHERE county = ${county} AND account_id = ${accountId}`;
}
