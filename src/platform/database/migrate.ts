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

/** A later program has changed the database in ways that this one does not know. */
export class NewerDatabase extends Error {
  override name = 'NewerDatabase';
}

/**
 * Brings the database to the newest form and returns the names applied now. Many
 * processes may start at once: an advisory lock lets one do it, and each file
 * takes effect as a whole or not at all.
 * @throws NewerDatabase, before anything is changed.
 */
export async function migrate(sql: postgres.Sql): Promise<string[]> {
  const migrations = Object.entries(files)
    .map(([path, text]) => ({ name: path.replace(/^.*\//, ''), text }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return await sql.begin(async (tx) => {
    await prepareMigrations(tx);
    const done = new Set(await appliedMigrations(tx));
    const known = new Set(migrations.map(({ name }) => name));
    const unknown = [...done].filter((name) => !known.has(name));
    if (unknown.length > 0) throw new NewerDatabase(unknown.join(', '));
    const now = migrations.filter(({ name }) => !done.has(name));
    for (const migration of now) await runMigration(tx, migration);
    return now.map(({ name }) => name);
  });
}
