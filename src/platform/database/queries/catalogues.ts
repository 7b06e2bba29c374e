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

/** From now on devices are given this version. */
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

/** undefined: none was published yet. */
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

/** Adds the village edition of a version; one that is there stays. */
export async function addVillageEdition(
  tx: Database,
  p: Key & { signed: string },
): Promise<void> {
  await tx`
    UPDATE catalogues SET village_signed = ${p.signed}
    WHERE county = ${p.county} AND version = ${p.version}
      AND village_signed IS NULL`;
}

/** Compact JWS; undefined: there is no such edition. */
export async function findVillageEdition(
  sql: Database,
  { county, version }: Key,
): Promise<string | undefined> {
  const [row] = await sql<{ signed: string | null }[]>`
    SELECT village_signed AS signed FROM catalogues
    WHERE county = ${county} AND version = ${version}`;
  return row?.signed ?? undefined;
}

export type Withdrawal = { mode: 'stopIntake' | 'stopAll'; at: string };

/** False when the version was withdrawn so before; it stays as it was. */
export async function addWithdrawal(
  tx: Database,
  p: Key & { mode: Withdrawal['mode']; at: Date },
): Promise<boolean> {
  const rows = await tx`
    INSERT INTO catalogue_withdrawals (county, version, mode, at)
    VALUES (${p.county}, ${p.version}, ${p.mode}, ${p.at})
    ON CONFLICT DO NOTHING RETURNING version`;
  return rows.length === 1;
}

/** Whether and how far a version was withdrawn by law. */
export async function readWithdrawals(
  sql: Database,
  { county, version }: Key,
): Promise<Withdrawal[]> {
  return await sql<Withdrawal[]>`
    SELECT mode, at FROM catalogue_withdrawals
    WHERE county = ${county} AND version = ${version} ORDER BY at`;
}
