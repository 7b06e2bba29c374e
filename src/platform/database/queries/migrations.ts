import type { Database } from '../connect.ts';

/** Any constant does, as long as nothing else in the database uses it. */
const MIGRATION_LOCK = 422_825_001;

/** Takes the lock for the rest of the transaction. */
export async function prepareMigrations(tx: Database): Promise<void> {
  await tx`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`;
  await tx`
    CREATE TABLE IF NOT EXISTS migrations (
      name text PRIMARY KEY,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`;
  // The oldest program that may run on it, by its newest migration.
  await tx`
    ALTER TABLE migrations ADD COLUMN IF NOT EXISTS compatible_since integer`;
}

/** `compatibleSince` null: a program of before has applied it. */
export async function appliedMigrations(
  tx: Database,
): Promise<{ name: string; compatibleSince: number | null }[]> {
  return await tx<{ name: string; compatibleSince: number | null }[]>`
    SELECT name, compatible_since AS "compatibleSince" FROM migrations
    ORDER BY name`;
}

/** Applies a file and notes it, in the transaction of the caller. */
export async function runMigration(
  tx: Database,
  p: { name: string; text: string; compatibleSince: number },
): Promise<void> {
  await tx.unsafe(p.text);
  await tx`
    INSERT INTO migrations (name, compatible_since)
    VALUES (${p.name}, ${p.compatibleSince})`;
}
