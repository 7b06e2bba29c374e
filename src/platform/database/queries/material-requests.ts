import type { Database } from '../connect.ts';

/** Notes that a person waits for a material; the first is enough. */
export async function addMaterialRequest(
  tx: Database,
  p: {
    county: string;
    sha256: string;
    caseId: string;
    accountId: string;
    at: string;
  },
): Promise<void> {
  await tx`
    INSERT INTO material_requests (county, sha256, case_id, account_id, at)
    VALUES (${p.county}, ${p.sha256}, ${p.caseId}, ${p.accountId}, ${p.at})
    ON CONFLICT DO NOTHING`;
}

export type LackingMaterial = {
  sha256: string;
  offset: number;
  /** A reviewer waits for it. */
  isAsked: boolean;
};

/** What a device's operations cite and is not complete; asked ones first. */
export async function readLacking(
  sql: Database,
  p: { county: string; deviceId: string; limit: number },
): Promise<LackingMaterial[]> {
  return await sql<LackingMaterial[]>`
    SELECT m.sha256, m.received_bytes AS "offset",
      r.sha256 IS NOT NULL AS "isAsked"
    FROM materials m
    LEFT JOIN material_requests r
      ON r.county = m.county AND r.sha256 = m.sha256
    WHERE m.county = ${p.county} AND m.device_id = ${p.deviceId}
      AND m.complete_at IS NULL AND m.wrapped_key IS NOT NULL
    ORDER BY r.sha256 IS NULL, m.created_at, m.sha256
    LIMIT ${p.limit}`;
}
