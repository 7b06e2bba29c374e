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
}

export async function appliedMigrations(tx: Database): Promise<string[]> {
  const rows = await tx<{ name: string }[]>`SELECT name FROM migrations`;
  return rows.map(({ name }) => name);
}

export async function runMigration(
  tx: Database,
  { name, text }: { name: string; text: string },
): Promise<void> {
  await tx.unsafe(text);
  await tx`INSERT INTO migrations (name) VALUES (${name})`;
}
