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

/** A later program has changed the database in ways that this one cannot live with. */
export class NewerDatabase extends Error {
  override name = 'NewerDatabase';
}

/**
 * Brings the database to the newest form and returns the names applied now. Many
 * processes may start at once: an advisory lock lets one do it, and each file
 * takes effect as a whole or not at all. What a later program has applied stays,
 * where it says that this one may run on it.
 * @throws NewerDatabase, before anything is changed.
 */
export async function migrate(sql: postgres.Sql): Promise<string[]> {
  const migrations = Object.entries(files)
    .map(([path, text]) => ({ name: path.replace(/^.*\//, ''), text }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const ownNumber = numberOf(migrations.at(-1)?.name ?? '');
  return await sql.begin(async (tx) => {
    await prepareMigrations(tx);
    const done = await appliedMigrations(tx);
    const known = new Set(migrations.map(({ name }) => name));
    const later = done.filter(({ name }) => !known.has(name));
    const isDone = new Set(done.map(({ name }) => name));
    const now = migrations.filter(({ name }) => !isDone.has(name));
    const unfit = later.filter(
      ({ name, compatibleSince }) =>
        (compatibleSince ?? numberOf(name)) > ownNumber,
    );
    // One that has also something of its own to apply is of another line.
    if (unfit.length > 0 || (later.length > 0 && now.length > 0))
      throw new NewerDatabase(later.map(({ name }) => name).join(', '));
    for (const { name, text } of now)
      await runMigration(tx, {
        name,
        text,
        compatibleSince: readCompatibleSince(text) ?? numberOf(name),
      });
    return now.map(({ name }) => name);
  });
}

/**
 * The oldest program, by its newest migration, that may run on what a file makes: its
 * first line ends with `Compatible since NNNN.` undefined: only one that has the file.
 */
export function readCompatibleSince(text: string): number | undefined {
  const [line = ''] = text.split('\n');
  const said = /^-- .*\bCompatible since (\d{4})\.$/.exec(line)?.[1];
  return said === undefined ? undefined : Number(said);
}

function numberOf(name: string): number {
  return Number(name.slice(0, 4));
}
