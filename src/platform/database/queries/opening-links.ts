import type { Database } from '../connect.ts';

type Key = { county: string; tokenHash: string };

/** Keeps a link by the hash of its token. */
export async function addOpeningLink(
  sql: Database,
  p: Key & { sha256: string; expiresAt: Date },
): Promise<void> {
  await sql`
    INSERT INTO opening_links (county, token_hash, sha256, expires_at)
    VALUES (${p.county}, ${p.tokenHash}, ${p.sha256}, ${p.expiresAt})`;
}

/** The material that the link opens, once; undefined: none, or not any more. */
export async function useOpeningLink(
  sql: Database,
  p: Key & { now: Date },
): Promise<string | undefined> {
  const [row] = await sql<{ sha256: string; isInTime: boolean }[]>`
    DELETE FROM opening_links
    WHERE county = ${p.county} AND token_hash = ${p.tokenHash}
    RETURNING sha256, expires_at > ${p.now} AS "isInTime"`;
  return row?.isInTime === true ? row.sha256 : undefined;
}
