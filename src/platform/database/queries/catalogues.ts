import type { Database } from '../connect.ts';

type Key = { county: string; version: string };

/** Adds a version; one that is there stays as it was published. */
export async function addCatalogue(
  tx: Database,
  p: Key & { signed: string; at: Date },
): Promise<void> {
  await tx`
    INSERT INTO catalogues (county, version, signed, published_at)
    VALUES (${p.county}, ${p.version}, ${p.signed}, ${p.at})
    ON CONFLICT DO NOTHING`;
}

export async function makeCurrent(
  tx: Database,
  { county, version }: Key,
): Promise<void> {
  await tx`
    UPDATE catalogues SET is_current = false
    WHERE county = ${county} AND is_current AND version <> ${version}`;
  await tx`
    UPDATE catalogues SET is_current = true
    WHERE county = ${county} AND version = ${version}`;
}

export async function findCurrentVersion(
  sql: Database,
  county: string,
): Promise<string | undefined> {
  const [row] = await sql<{ version: string }[]>`
    SELECT version FROM catalogues WHERE county = ${county} AND is_current`;
  return row?.version;
}

/** Compact JWS, as it is served. */
export async function findSignedCatalogue(
  sql: Database,
  { county, version }: Key,
): Promise<string | undefined> {
  const [row] = await sql<{ signed: string }[]>`
    SELECT signed FROM catalogues
    WHERE county = ${county} AND version = ${version}`;
  return row?.signed;
}
