// Global set-up of the `pg` project: one private PostgreSQL for the whole run,
// with a template database that carries all migrations. A copy of a template
// takes some 30 ms, so that each test file can have a database of its own.
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
  const engine = await startPostgres({ dataDir, log: () => {} });
  const clear = async () => {
    await engine.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const template = { ...engine.connection, database: templateName };
    const administrator = connect(engine.connection, { max: 1 });
    await administrator`CREATE DATABASE ${administrator(templateName)}`;
    await administrator.end({ timeout: 5 });
    await applyMigrations(template);
    project.provide('postgresTemplate', template);
  } catch (error) {
    await clear();
    throw error;
  }
  return clear;
}

async function applyMigrations(template: PostgresConnection): Promise<void> {
  const sql = connect(template, { max: 1 });
  try {
    await migrate(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
