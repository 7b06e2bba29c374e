import type { StaffRole } from '../../../protocol/review.ts';
import type { Database } from '../connect.ts';

type Key = { county: string; accountId: string };

export type AccountRow = {
  accountId: string;
  login: string;
  name: string;
  passwordHash: string;
  /** Sealed; null: no second factor. */
  totpSecret: string | null;
  totpLastStep: number;
};

/** undefined: no such account, disabled, or of a demo where there is none. */
export async function findAccount(
  sql: Database,
  p: { county: string; demo: boolean } & ({ login: string } | { id: string }),
): Promise<AccountRow | undefined> {
  const [row] = await sql<AccountRow[]>`
    SELECT account_id AS "accountId", login, name,
      password_hash AS "passwordHash", totp_secret AS "totpSecret",
      totp_last_step AS "totpLastStep"
    FROM accounts
    WHERE county = ${p.county} AND disabled_at IS NULL
      AND (${p.demo} OR NOT demo)
      AND ${'login' in p ? sql`login = ${p.login}` : sql`account_id = ${p.id}`}`;
  return row;
}

/** Whose login it is, also while he is shut out. */
export async function findLogin(
  sql: Database,
  p: { county: string; demo: boolean; login: string },
): Promise<{ accountId: string; isDisabled: boolean } | undefined> {
  const [row] = await sql<{ accountId: string; isDisabled: boolean }[]>`
    SELECT account_id AS "accountId", disabled_at IS NOT NULL AS "isDisabled"
    FROM accounts
    WHERE county = ${p.county} AND login = ${p.login} AND (${p.demo} OR NOT demo)`;
  return row;
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

/** Puts another password in the place of the former one. */
export async function setPasswordHash(
  sql: Database,
  { county, accountId, passwordHash }: Key & { passwordHash: string },
): Promise<void> {
  await sql`
    UPDATE accounts SET password_hash = ${passwordHash}
    WHERE county = ${county} AND account_id = ${accountId}`;
}

/** `totpSecret`: sealed; null takes the second factor away. */
export async function setTotpSecret(
  sql: Database,
  { county, accountId, totpSecret }: Key & { totpSecret: string | null },
): Promise<void> {
  await sql`
    UPDATE accounts SET totp_secret = ${totpSecret}, totp_last_step = 0
    WHERE county = ${county} AND account_id = ${accountId}`;
}

/** False: that code, or a later one, was used already. */
export async function useTotpStep(
  sql: Database,
  { county, accountId, step }: Key & { step: number },
): Promise<boolean> {
  const rows = await sql`
    UPDATE accounts SET totp_last_step = ${step}
    WHERE county = ${county} AND account_id = ${accountId}
      AND totp_last_step < ${step}
    RETURNING account_id`;
  return rows.length === 1;
}

/**
 * Keeps whom the provider means by this account, at the first time. False: it is somebody
 * else, here or there.
 */
export async function bindSubject(
  sql: Database,
  { county, accountId, subject }: Key & { subject: string },
): Promise<boolean> {
  const rows = await sql`
    UPDATE accounts SET oidc_subject = ${subject}
    WHERE county = ${county} AND account_id = ${accountId}
      AND coalesce(oidc_subject, ${subject}) = ${subject}
      AND NOT EXISTS (SELECT FROM accounts o
        WHERE o.county = ${county} AND o.oidc_subject = ${subject}
          AND o.account_id <> ${accountId})
    RETURNING account_id`;
  return rows.length === 1;
}

/** The next sign-in by the provider says anew who it is. */
export async function unbindSubject(
  sql: Database,
  { county, accountId }: Key,
): Promise<void> {
  await sql`
    UPDATE accounts SET oidc_subject = NULL
    WHERE county = ${county} AND account_id = ${accountId}`;
}

/** `at` null lets it in again. False: there is no such login. */
export async function setDisabled(
  sql: Database,
  p: { county: string; login: string; at: Date | null },
): Promise<boolean> {
  const rows = await sql`
    UPDATE accounts SET disabled_at = ${p.at}
    WHERE county = ${p.county} AND login = ${p.login}
    RETURNING account_id`;
  return rows.length === 1;
}
