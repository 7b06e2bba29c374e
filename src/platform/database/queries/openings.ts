import type { Database } from '../connect.ts';

/** Writes down who opened what, or was not let; ids, and nothing personal. */
export async function addOpening(
  sql: Database,
  row: {
    county: string;
    at: Date;
    accountId: string;
    caseId: string;
    /** Of the material; null: the case itself. */
    sha256: string | null;
    isRefused: boolean;
  },
): Promise<void> {
  await sql`
    INSERT INTO openings (county, at, account_id, case_id, sha256, is_refused)
    VALUES (${row.county}, ${row.at}, ${row.accountId}, ${row.caseId},
      ${row.sha256}, ${row.isRefused})`;
}
