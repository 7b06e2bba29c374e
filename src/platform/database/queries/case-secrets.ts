import type { Database } from '../connect.ts';

type Key = { county: string; caseId: string };

export type SecretRow = {
  /** Of the answer, e.g. `members.0.idNo`. */
  path: string;
  sealed: string;
  mac: string;
  last4: string;
};

/** Replaces all secrets of a case. */
export async function saveSecrets(
  tx: Database,
  { county, caseId }: Key,
  rows: readonly SecretRow[],
): Promise<void> {
  await tx`
    DELETE FROM case_secrets
    WHERE county = ${county} AND case_id = ${caseId}`;
  for (const { path, sealed, mac, last4 } of rows) {
    await tx`
      INSERT INTO case_secrets (county, case_id, path, sealed, mac, last4)
      VALUES (${county}, ${caseId}, ${path}, ${sealed}, ${mac}, ${last4})`;
  }
}

export async function readSecrets(
  sql: Database,
  { county, caseId }: Key,
): Promise<SecretRow[]> {
  return await sql<SecretRow[]>`
    SELECT path, sealed, mac, last4 FROM case_secrets
    WHERE county = ${county} AND case_id = ${caseId}`;
}
