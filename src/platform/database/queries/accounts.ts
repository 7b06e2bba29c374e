import type { StaffRole } from '../../../protocol/review.ts';
import type { Database } from '../connect.ts';

export type AccountRow = {
  accountId: string;
  name: string;
  passwordHash: string;
};

/**
 * Counts one more attempt before the password is looked at, so that guesses
 * made at the same moment are counted too, and gives the account to try it on.
 * undefined: no such account, disabled, or still to wait.
 *
 * The first attempts are free; after them each has to wait twice as long as the
 * one before, up to a limit, which slows a guesser without shutting out the
 * person whose login he guesses at.
 */
export async function beginAttempt(
  sql: Database,
  p: {
    county: string;
    login: string;
    /** Accounts of the demo exist nowhere else. */
    demo: boolean;
    now: Date;
    freeAttempts: number;
    longestWaitS: number;
  },
): Promise<AccountRow | undefined> {
  const [row] = await sql<AccountRow[]>`
    UPDATE accounts SET
      failed_attempts = failed_attempts + 1,
      locked_until = CASE WHEN failed_attempts + 1 < ${p.freeAttempts} THEN NULL
        ELSE ${p.now}::timestamptz + make_interval(secs => least(
          power(2, least(failed_attempts + 1 - ${p.freeAttempts}, 30) + 1),
          ${p.longestWaitS})) END
    WHERE county = ${p.county} AND login = ${p.login}
      AND disabled_at IS NULL AND (${p.demo} OR NOT demo)
      AND (locked_until IS NULL OR locked_until <= ${p.now})
    RETURNING account_id AS "accountId", name, password_hash AS "passwordHash"`;
  return row;
}

/** Until when a login has to wait (ISO 8601); null: it need not, or there is none. */
export async function findWait(
  sql: Database,
  p: { county: string; login: string; now: Date },
): Promise<string | null> {
  const [row] = await sql<{ lockedUntil: string }[]>`
    SELECT locked_until AS "lockedUntil" FROM accounts
    WHERE county = ${p.county} AND login = ${p.login}
      AND disabled_at IS NULL AND locked_until > ${p.now}`;
  return row?.lockedUntil ?? null;
}

export async function clearAttempts(
  sql: Database,
  county: string,
  accountId: string,
): Promise<void> {
  await sql`
    UPDATE accounts SET failed_attempts = 0, locked_until = NULL
    WHERE county = ${county} AND account_id = ${accountId}`;
}

/** Adds an account. False, and nothing is changed, when id or login is taken. */
export async function addAccount(
  sql: Database,
  p: {
    county: string;
    accountId: string;
    login: string;
    name: string;
    passwordHash: string;
    demo: boolean;
    roles: readonly { role: StaffRole; audience: string }[];
  },
): Promise<boolean> {
  const added = await sql`
    INSERT INTO accounts
      (county, account_id, login, name, password_hash, demo)
    VALUES
      (${p.county}, ${p.accountId}, ${p.login}, ${p.name}, ${p.passwordHash}, ${p.demo})
    ON CONFLICT DO NOTHING`;
  if (added.count === 0) return false;
  for (const { role, audience } of p.roles) {
    await sql`
      INSERT INTO roles (county, account_id, role, audience)
      VALUES (${p.county}, ${p.accountId}, ${role}, ${audience})`;
  }
  return true;
}

export async function setPasswordHash(
  sql: Database,
  p: { county: string; accountId: string; passwordHash: string },
): Promise<void> {
  await sql`
    UPDATE accounts SET password_hash = ${p.passwordHash}
    WHERE county = ${p.county} AND account_id = ${p.accountId}`;
}
