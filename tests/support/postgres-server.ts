// Global set-up of the `pg` project: one private PostgreSQL for the whole run,
// with a template database that carries all migrations, so that each test file
// can have a database of its own. This engine is never killed, and nothing in it
// outlives the run: it waits for no disk. (What must outlive a kill is tested on
// engines that do: tests/laboratory/real, tests/platform/postgres.)
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { connect } from '../../src/platform/database/connect.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import type { PostgresConnection } from '../../src/platform/postgres/door.ts';
import { startPostgres } from '../../src/platform/postgres/start-postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The template; copies of it are made by `createTestDatabase`. */
    postgresTemplate: PostgresConnection;
  }
}

export const templateName = 'migrated';

export async function setup(
  project: TestProject,
): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'vsp-tests-'));
  const begun = await startPostgres({ dataDir, log: () => {} });
  try {
    await settle(begun.connection);
  } finally {
    await begun.stop();
  }
  // Some of the settings are read at a start only.
  const engine = await startPostgres({ dataDir, log: () => {} });
  const clear = async () => {
    await engine.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const template = { ...engine.connection, database: templateName };
    await applyMigrations(template);
    project.provide('postgresTemplate', template);
  } catch (error) {
    await clear();
    throw error;
  }
  return clear;
}

/**
 * Commits, copies and drops of databases are work for the memory alone; and each
 * test file, of as many at once as there are cores, may keep a pool for each test.
 */
async function settle(connection: PostgresConnection): Promise<void> {
  const administrator = connect(connection, { max: 1 });
  await administrator`ALTER SYSTEM SET fsync = off`;
  await administrator`ALTER SYSTEM SET full_page_writes = off`;
  await administrator`ALTER SYSTEM SET max_connections = 500`;
  await administrator`CREATE DATABASE ${administrator(templateName)}`;
  await administrator.end({ timeout: 5 });
}

async function applyMigrations(template: PostgresConnection): Promise<void> {
  const sql = connect(template, { max: 1 });
  try {
    await migrate(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
