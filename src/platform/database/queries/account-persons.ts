import type { Database } from '../connect.ts';

/** Puts these in place of what was known of an account's persons. */
export async function replaceAccountPersons(
  tx: Database,
  p: { county: string; accountId: string; macs: readonly string[] },
): Promise<void> {
  const { county, accountId, macs } = p;
  await tx`
    DELETE FROM account_persons
    WHERE county = ${county} AND account_id = ${accountId}`;
  await tx`
    INSERT INTO account_persons (county, account_id, mac)
    SELECT DISTINCT ${county}, ${accountId}, unnest(${[...macs]}::text[])`;
}
