import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Config } from '../../src/platform/config.ts';
import { NewerDatabase } from '../../src/platform/database/migrate.ts';
import { explainFailure } from '../../src/platform/explain-failure.ts';
import { listen } from '../../src/platform/http/listen.ts';
import { PostgresError } from '../../src/platform/postgres/postgres-error.ts';
import { startPostgres } from '../../src/platform/postgres/start-postgres.ts';
import { DEFAULT_RETENTION } from '../../src/platform/retention/periods.ts';
import { engineText } from '../../src/text/engine.ts';

const config: Config = {
  port: 8080,
  host: '127.0.0.1',
  dataDir: '/srv/data',
  demo: true,
  retention: DEFAULT_RETENTION,
};

const taken = createServer();
await new Promise<void>((resolve) => {
  taken.listen(0, '127.0.0.1', resolve);
});
const { port } = taken.address() as AddressInfo;
afterAll(() => taken.close());

const failure = (wish: { port: number; hostname: string }) =>
  listen(() => new Response(), wish).then(
    () => undefined,
    (error: unknown) => error,
  );

test('a busy port and a foreign address are told apart, with what to do', async () => {
  const busy = await failure({ port, hostname: '127.0.0.1' });
  expect(explainFailure(busy, { ...config, port })).toContain(
    `端口 ${port} 已被别的程序占用`,
  );
  const foreign = await failure({ port: 0, hostname: '192.0.2.1' });
  expect(explainFailure(foreign, { ...config, host: '192.0.2.1' })).toContain(
    '本机没有 192.0.2.1 这个地址',
  );
});

test('a data folder that is a file, or on a full disk, is told with what to write', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'vsp-explain-')), 'data');
  writeFileSync(file, '');
  const fault: unknown = await startPostgres({ dataDir: file, log: () => {} })
    .then(() => undefined)
    .catch((error: unknown) => error);
  rmSync(dirname(file), { recursive: true });
  const sentence = explainFailure(fault, { ...config, dataDir: file });
  expect(sentence).toContain('DATA_DIR=');
  expect(sentence).toContain(file);
  const full = Object.assign(new Error('ENOSPC'), {
    code: 'ENOSPC',
    path: '/srv/data/keys/root.json',
  });
  expect(explainFailure(full, config)).toContain('盘满了');
});

test('a database of a later program is told with the way back', () => {
  const sentence = explainFailure(new NewerDatabase('9999_x.sql'), config);
  expect(sentence).toContain('npm run restore');
});

test('the private engine says itself why it does not start', () => {
  const sentence = engineText.folderInUse('/srv/data', 4711);
  const inUse = new PostgresError('folderInUse', sentence);
  expect(explainFailure(inUse, config)).toBe(sentence);
});

test('a database that does not answer is told without its password', () => {
  const away = Object.assign(new Error('connect ECONNREFUSED'), {
    code: 'ECONNREFUSED',
    syscall: 'connect',
  });
  const databaseUrl = 'postgres://me:secret@127.0.0.1:1/x';
  const sentence = explainFailure(away, { ...config, databaseUrl });
  expect(sentence).toContain('DATABASE_URL');
  expect(sentence).not.toContain('secret');
});
