// Migrations are files `NNNN_what.sql`, never edited after a release. The text is
// bundled into the program, so that a built platform needs no source tree.
import type postgres from 'postgres';
import {
  appliedMigrations,
  prepareMigrations,
  runMigration,
} from './queries/migrations.ts';

const files = import.meta.glob<string>('./migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/**
 * Brings the database to the newest form and returns the names applied now. Many
 * processes may start at once: an advisory lock lets one do it, and each file
 * takes effect as a whole or not at all.
 */
export async function migrate(sql: postgres.Sql): Promise<string[]> {
  const migrations = Object.entries(files)
    .map(([path, text]) => ({ name: path.replace(/^.*\//, ''), text }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return await sql.begin(async (tx) => {
    await prepareMigrations(tx);
    const done = new Set(await appliedMigrations(tx));
    const now = migrations.filter(({ name }) => !done.has(name));
    for (const migration of now) await runMigration(tx, migration);
    return now.map(({ name }) => name);
  });
}
