import type { PublicJwk } from '../../../protocol/keys.ts';
import type { Database } from '../connect.ts';

export type AuthorKeyRow = {
  county: string;
  kid: string;
  deviceId: string;
  clerkId: string;
  clerkName: string;
  jwk: PublicJwk;
};

/** False when the key is known already, whoever it belongs to. */
export async function addAuthorKey(
  tx: Database,
  row: AuthorKeyRow & { wrapJwk: PublicJwk; validFrom: Date },
): Promise<boolean> {
  const rows = await tx`
    INSERT INTO author_keys (county, kid, device_id, clerk_id, clerk_name, jwk,
      wrap_jwk, valid_from)
    VALUES (${row.county}, ${row.kid}, ${row.deviceId}, ${row.clerkId},
      ${row.clerkName}, ${tx.json(row.jwk)}, ${tx.json(row.wrapJwk)},
      ${row.validFrom})
    ON CONFLICT DO NOTHING
    RETURNING kid`;
  return rows.length === 1;
}

/** A key past its end still verifies what was signed before. */
export async function findAuthorKey(
  sql: Database,
  { county, kid }: { county: string; kid: string },
): Promise<(AuthorKeyRow & { validUntil: string | null }) | undefined> {
  const [row] = await sql<(AuthorKeyRow & { validUntil: string | null })[]>`
    SELECT county, kid, device_id AS "deviceId", clerk_id AS "clerkId",
      clerk_name AS "clerkName", jwk, valid_until AS "validUntil"
    FROM author_keys WHERE county = ${county} AND kid = ${kid}`;
  return row;
}
