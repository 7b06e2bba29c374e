// Looks into the private database of a running platform, beside it.
import { join } from 'node:path';
import postgres from 'postgres';
import { readPostmasterFile } from '../../src/platform/postgres/postmaster-file.ts';

export async function connectToPrivate(dataDir: string): Promise<postgres.Sql> {
  const file = readPostmasterFile(join(dataDir, 'postgres'));
  if (file === undefined) throw new Error('no private database runs there');
  const sql = postgres({
    host: file.socketFolder,
    port: 5432,
    user: 'platform',
    database: 'platform',
    max: 1,
    onnotice: () => undefined,
  });
  await sql`select 1`;
  return sql;
}
