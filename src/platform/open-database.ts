import type { Sql } from 'postgres';
import type { Config } from './config.ts';
import { connect, disconnect } from './database/connect.ts';
import { startPostgres } from './postgres/start-postgres.ts';

export type OpenDatabase = {
  sql: Sql;
  /** Closes the pool and ends the private engine, if there is one. */
  close: () => Promise<void>;
};

/**
 * Opens the operator's own PostgreSQL, or starts the private one.
 * @throws PostgresError of the private engine; the driver's of the other.
 */
export async function openDatabase(
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  log: (sentence: string) => void,
): Promise<OpenDatabase> {
  if (databaseUrl !== undefined) {
    const sql = connect(databaseUrl);
    return { sql, close: () => disconnect(sql) };
  }
  const engine = await startPostgres({ dataDir, log });
  const sql = connect(engine.connection);
  return {
    sql,
    close: async () => {
      await disconnect(sql);
      await engine.stop();
    },
  };
}
