import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import { afterAll, inject } from 'vitest';
import { connect } from '../../src/platform/database/connect.ts';
import type { PostgresConnection } from '../../src/platform/postgres/door.ts';

export type TestDatabase = {
  /** An open pool on the database. */
  sql: postgres.Sql;
  /** For a pool of one's own. */
  connection: PostgresConnection;
};

/**
 * A migrated, empty database for the calling test file, dropped at its end:
 * `const { sql } = await createTestDatabase();` at the top of a `.pg.test.ts`.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = inject('postgresTemplate');
  const database = `test_${randomUUID().replaceAll('-', '')}`;
  const administrator = connect(
    { ...template, database: 'postgres' },
    { max: 1 },
  );
  // Copying a template fails while another copy of it is being made. Its files as
  // they are, not through the log: a quarter of the time on an engine without fsync.
  await administrator`SELECT pg_advisory_lock(1)`;
  await administrator`CREATE DATABASE ${administrator(database)} TEMPLATE ${administrator(template.database)} STRATEGY FILE_COPY`;
  await administrator`SELECT pg_advisory_unlock(1)`;

  const connection = { ...template, database };
  const sql = connect(connection);
  afterAll(async () => {
    await sql.end({ timeout: 5 });
    await administrator`DROP DATABASE ${administrator(database)} WITH (FORCE)`;
    await administrator.end({ timeout: 5 });
  });
  return { sql, connection };
}

/** Takes rows out of tables that refuse it, as only a restore can. */
export async function loseHistory(
  sql: postgres.Sql,
  lose: (tx: postgres.TransactionSql) => Promise<unknown>,
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`;
    await lose(tx);
  });
}
