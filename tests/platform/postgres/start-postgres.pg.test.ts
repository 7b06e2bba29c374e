import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import postgres from 'postgres';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  vi,
} from 'vitest';
import type { PostgresConnection } from '../../../src/platform/postgres/door.ts';
import { commandOf } from '../../../src/platform/postgres/process-table.ts';
import {
  startPostgres,
  type RunningPostgres,
} from '../../../src/platform/postgres/start-postgres.ts';

/** A prepared folder; a copy of it saves each test the making of a new one. */
let prepared: string;
let root: string;
let dataDir: string;
const running = new Set<{ stop: () => Promise<void> }>();

beforeAll(async () => {
  prepared = mkdtempSync(join(tmpdir(), 'vsp-engine-'));
  const engine = await startPostgres({
    dataDir: join(prepared, 'data'),
    log: () => {},
  });
  await engine.stop();
});

afterAll(() => rmSync(prepared, { recursive: true, force: true }));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vsp-engine-'));
  dataDir = join(root, 'data');
  // With its owner, whom no copying function of Node keeps.
  execFileSync('cp', ['-a', join(prepared, 'data'), dataDir]);
});

afterEach(async () => {
  for (const engine of running) await engine.stop();
  running.clear();
  rmSync(root, { recursive: true, force: true });
});

describe('the private PostgreSQL', { timeout: 60_000 }, () => {
  it('keeps what was committed when the engine is killed, and comes back by itself', async () => {
    const engine = await start();
    const sql = open(engine.connection);
    await sql`CREATE TABLE kept (n int PRIMARY KEY)`;
    const firstPid = engine.pid;

    let acknowledged = 0;
    const writing = (async () => {
      for (let n = 1; ; n++) {
        await sql`INSERT INTO kept VALUES (${n})`;
        acknowledged = n;
      }
    })();
    await vi.waitUntil(() => acknowledged >= 200, { timeout: 10_000 });
    process.kill(firstPid, 'SIGKILL');
    await expect(writing).rejects.toThrow();
    await sql.end({ timeout: 1 });

    await vi.waitUntil(() => engine.pid !== firstPid, { timeout: 20_000 });
    const [row] = await ask(engine.connection, 'SELECT max(n) FROM kept');
    expect(row?.['max']).toBeGreaterThanOrEqual(acknowledged);
  });

  it('takes over from a platform that was killed, and loses nothing', async () => {
    const killed = await startInOtherProcess();
    await ask(killed.connection, 'CREATE TABLE kept AS SELECT 7 AS n');
    await killed.kill('SIGKILL');
    expect(isAlive(killed.enginePid)).toBe(true);
    expect(existsSync(join(dataDir, 'platform.lock'))).toBe(true);

    const engine = await start();
    expect(isAlive(killed.enginePid)).toBe(false);
    expect(existsSync(killed.connection.host)).toBe(false);
    expect(await ask(engine.connection, 'SELECT n FROM kept')).toEqual([
      { n: 7 },
    ]);
  });

  it('starts after both processes were killed at once', async () => {
    const killed = await startInOtherProcess();
    await ask(killed.connection, 'CREATE TABLE kept AS SELECT 7 AS n');
    process.kill(killed.enginePid, 'SIGKILL');
    await killed.kill('SIGKILL');

    const engine = await start();
    expect(await ask(engine.connection, 'SELECT n FROM kept')).toEqual([
      { n: 7 },
    ]);
  });

  it('refuses a second platform on the same folder and says which one has it', async () => {
    const first = await startInOtherProcess();
    await expect(start()).rejects.toMatchObject({
      code: 'folderInUse',
      message: expect.stringContaining(String(first.pid)),
    });
    expect(await ask(first.connection, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await first.kill('SIGINT');
    await start();
  });

  it('recognises a lock whose process id now belongs to another program', async () => {
    writeFileSync(
      join(dataDir, 'platform.lock'),
      JSON.stringify({ pid: process.ppid, startedAt: 'before the power cut' }),
    );
    await start();
  });

  it('recognises a postmaster file whose process id now belongs to another program', async () => {
    const first = await start();
    await first.stop();
    writeFileSync(
      join(dataDir, 'postgres', 'postmaster.pid'),
      `${process.pid}\n${dataDir}/postgres\n1700000000\n5432\n/tmp/vsp-pg-gone\n\n1 1\nready\n`,
    );
    await start();
    expect(isAlive(process.pid)).toBe(true);
  });

  it('survives Ctrl-C in the terminal until the platform ends it', async () => {
    const platform = await startInOtherProcess();
    // A terminal signals the whole process group; the engine has its own.
    expect(groupOf(platform.enginePid)).not.toBe(groupOf(platform.pid));
    await platform.kill('SIGINT');
    expect(isAlive(platform.enginePid)).toBe(false);
    expect(existsSync(join(dataDir, 'platform.lock'))).toBe(false);
    expect(existsSync(platform.connection.host)).toBe(false);
  });

  it('works in a private folder with a path too long for a socket', async () => {
    dataDir = join(root, 'a-deep-folder'.repeat(10), 'new');
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const engine = await start();
    expect(await ask(engine.connection, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('starts afresh when its first preparation was interrupted', async () => {
    dataDir = join(root, 'new');
    mkdirSync(join(dataDir, 'postgres.new'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n');
    await start();
  });

  it('keeps Chinese characters in a trigram index', async () => {
    const engine = await start();
    await ask(engine.connection, 'CREATE EXTENSION pg_trgm');
    const [row] = await ask(
      engine.connection,
      "SELECT cardinality(show_trgm('张三丰')) AS n",
    );
    expect(row?.['n']).toBe(4);
  });

  it('writes no statement and no row into its log', async () => {
    const engine = await start();
    await ask(engine.connection, 'CREATE TABLE kept (name text UNIQUE)');
    const insert = "INSERT INTO kept VALUES ('Ms Peach')";
    await ask(engine.connection, insert);
    await expect(ask(engine.connection, insert)).rejects.toThrow('duplicate');
    await engine.stop();
    expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).not.toContain(
      'Peach',
    );
  });
});

async function start(): Promise<RunningPostgres> {
  const engine = await startPostgres({ dataDir, log: () => {} });
  running.add(engine);
  return engine;
}

type OtherProcess = {
  pid: number;
  enginePid: number;
  connection: PostgresConnection;
  kill: (signal: 'SIGKILL' | 'SIGINT') => Promise<void>;
};

async function startInOtherProcess(): Promise<OtherProcess> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'run-engine.mjs'), dataDir],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  running.add({ stop: () => endOf(child, 'SIGINT') });
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as Partial<OtherProcess>;
    if (said.connection && said.enginePid) {
      return {
        pid: child.pid ?? 0,
        enginePid: said.enginePid,
        connection: said.connection,
        kill: (signal) => endOf(child, signal),
      };
    }
  }
  throw new Error('the other process has ended');
}

function endOf(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

function open(connection: PostgresConnection): postgres.Sql {
  return postgres({ ...connection, max: 1, onnotice: () => {} });
}

async function ask(
  connection: PostgresConnection,
  statement: string,
): Promise<Record<string, unknown>[]> {
  const sql = open(connection);
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function isAlive(pid: number): boolean {
  return commandOf(pid) !== '';
}

/** The process group, field 5 of the process's status. */
function groupOf(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2];
}
