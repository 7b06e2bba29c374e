import type { Database } from '../connect.ts';

export type CitedKey = {
  operationId: string;
  wrappedKey: string;
  mediaType: string;
};

type Key = { county: string; sha256: string };

/** Keeps a key besides the one that was cited first. */
export async function addCitedKey(
  tx: Database,
  p: Key & CitedKey,
): Promise<void> {
  await tx`
    INSERT INTO cited_keys (county, sha256, operation_id, wrapped_key,
      media_type)
    VALUES (${p.county}, ${p.sha256}, ${p.operationId}, ${p.wrappedKey},
      ${p.mediaType})
    ON CONFLICT DO NOTHING`;
}

/** Keys that were cited for a material beside its own, wrapped. */
export async function readCitedKeys(
  tx: Database,
  { county, sha256 }: Key,
): Promise<CitedKey[]> {
  return await tx<CitedKey[]>`
    SELECT operation_id AS "operationId", wrapped_key AS "wrappedKey",
      media_type AS "mediaType"
    FROM cited_keys WHERE county = ${county} AND sha256 = ${sha256}
    ORDER BY operation_id`;
}
