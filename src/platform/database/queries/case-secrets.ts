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
  if (rows.length === 0) return;
  await tx`
    INSERT INTO case_secrets (county, case_id, path, sealed, mac, last4)
    SELECT ${county}, ${caseId}::uuid, r.path, r.sealed, r.mac, r.last4
    FROM jsonb_to_recordset(${tx.json(rows)}) AS r(path text, sealed text,
      mac text, last4 text)`;
}

/** All of a case's, sealed. */
export async function readSecrets(
  sql: Database,
  { county, caseId }: Key,
): Promise<SecretRow[]> {
  return await sql<SecretRow[]>`
    SELECT path, sealed, mac, last4 FROM case_secrets
    WHERE county = ${county} AND case_id = ${caseId}`;
}

/**
 * Number of another open case about the same matter in which the answer at that
 * path is the same; the oldest.
 */
export async function findSameInMatter(
  tx: Database,
  p: Key & { matterCode: string; path: string; macs: readonly string[] },
): Promise<string | undefined> {
  const [row] = await tx<{ number: string }[]>`
    SELECT c.number FROM case_secrets s
    JOIN cases c ON c.county = s.county AND c.case_id = s.case_id
    WHERE s.county = ${p.county} AND s.mac = ANY(${[...p.macs]}) AND s.path = ${p.path}
      AND s.case_id <> ${p.caseId} AND c.matter_code = ${p.matterCode}
      AND c.status IN ('received', 'correcting', 'accepted', 'inDepartment',
        'special')
    ORDER BY c.taken_in_at LIMIT 1`;
  return row?.number;
}
