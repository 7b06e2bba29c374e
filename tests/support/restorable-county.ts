// A county whose engine is its own, so that it can be taken back to a backup while
// the villages go on: the three ways in which counties do it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { afterAll } from 'vitest';
import { makeBackup } from '../../src/platform/backup/make-backup.ts';
import { restoreBackup } from '../../src/platform/backup/restore-backup.ts';
import { connect } from '../../src/platform/database/connect.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import type { PostgresConnection } from '../../src/platform/postgres/door.ts';
import {
  startPostgres,
  type RunningPostgres,
} from '../../src/platform/postgres/start-postgres.ts';
import { openPlatform, type TestPlatform } from './test-platform.ts';

/**
 * `sql`: every table's rows, as a dump takes them, into a new cluster. `command`: as
 * `npm run backup` and `npm run restore` do it, while work goes on. `snapshot`: the
 * files of an engine that stands still.
 */
export type BackupKind = 'sql' | 'command' | 'snapshot';
export type Backup = { kind: BackupKind; folder: string; tables: Table[] };
type Table = { name: string; rows: unknown[] };

export class RestorableCounty {
  readonly #dataDir: string;
  readonly #backups: string[] = [];
  #engine: RunningPostgres | undefined;
  #sql: Sql | undefined;
  #platform: (TestPlatform & { close: () => Promise<void> }) | undefined;
  #port = 0;

  private constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  /** `atEnd`: inside of a test nothing is left to wait for all of them. */
  static async open(
    atEnd: (clear: () => Promise<void>) => void = afterAll,
  ): Promise<RestorableCounty> {
    const dataDir = mkdtempSync(join(tmpdir(), 'vsp-county-'));
    const county = new RestorableCounty(dataDir);
    atEnd(async () => {
      await county.#stop();
      for (const folder of [dataDir, ...county.#backups])
        rmSync(folder, { recursive: true, force: true });
    });
    await county.#start();
    return county;
  }

  /** Another one after each restore; its address stays. */
  get platform(): TestPlatform {
    if (this.#platform === undefined) throw new Error('the county is closed');
    return this.#platform;
  }

  /** Takes a backup of data and materials; `during` runs while it is taken. */
  async backup(
    kind: BackupKind,
    during: () => Promise<void> = async () => undefined,
  ): Promise<Backup> {
    const folder = mkdtempSync(join(tmpdir(), 'vsp-backup-'));
    this.#backups.push(folder);
    const backup: Backup = { kind, folder, tables: [] };
    if (kind === 'sql') {
      backup.tables = await dumpTables(this.#open());
      await during();
    } else if (kind === 'command') {
      const [made] = await Promise.all([this.#command(folder), during()]);
      return { ...backup, folder: made };
    } else {
      await during();
      await this.#stop();
      copy(join(this.#dataDir, 'postgres'), join(folder, 'postgres'));
      await this.#start();
    }
    const materials = join(this.#dataDir, 'materials');
    if (existsSync(materials)) copy(materials, join(folder, 'materials'));
    return backup;
  }

  /** The county is gone in the middle of whatever it did, and comes back older. */
  async restore({ kind, folder, tables }: Backup): Promise<void> {
    await this.#stop();
    if (kind === 'command') {
      rmSync(this.#dataDir, { recursive: true });
      const say = () => undefined;
      await restoreBackup({ from: folder, dataDir: this.#dataDir, say });
      return await this.#start();
    }
    for (const name of ['postgres', 'materials']) {
      const place = join(this.#dataDir, name);
      rmSync(place, { recursive: true, force: true });
      if (existsSync(join(folder, name))) copy(join(folder, name), place);
    }
    await this.#start(async (sql) => {
      if (kind === 'sql') await loadTables(sql, tables);
    });
  }

  #open(): Sql {
    if (this.#sql === undefined) throw new Error('the county is closed');
    return this.#sql;
  }

  async #start(
    load: (sql: Sql) => Promise<void> = async () => undefined,
  ): Promise<void> {
    this.#engine = await startPostgres({
      dataDir: this.#dataDir,
      log: () => {},
    });
    this.#sql = connect(this.#engine.connection);
    await migrate(this.#sql);
    await load(this.#sql);
    this.#platform = await openPlatform({
      sql: this.#sql,
      folder: this.#dataDir,
      port: this.#port,
    });
    this.#port = this.#platform.port;
  }

  async #stop(): Promise<void> {
    await this.#platform?.close();
    await this.#sql?.end({ timeout: 5 });
    await this.#engine?.stop();
    this.#platform = undefined;
    this.#sql = undefined;
    this.#engine = undefined;
  }

  async #command(folder: string): Promise<string> {
    const { folder: made } = await this.backUp({ to: folder, withKeys: true });
    return made;
  }

  /** Where its database is, for a county that has one of its own. */
  get connection(): PostgresConnection {
    if (this.#engine === undefined) throw new Error('the county is closed');
    return this.#engine.connection;
  }

  /** As `npm run backup` does it. */
  async backUp(
    wish: Omit<Parameters<typeof makeBackup>[2], 'dataDir' | 'say'>,
  ): ReturnType<typeof makeBackup> {
    if (this.#engine === undefined) throw new Error('the county is closed');
    const session = connect(this.#engine.connection, { max: 1 });
    try {
      return await makeBackup(this.platform.context, session, {
        ...wish,
        dataDir: this.#dataDir,
        say: () => undefined,
      });
    } finally {
      await session.end({ timeout: 5 });
    }
  }
}

/** With owners; a file that is gone before it is read was none to keep. */
function copy(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  try {
    execFileSync('cp', ['-a', `${from}/.`, to], { stdio: 'ignore' });
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}

async function dumpTables(sql: Sql): Promise<Table[]> {
  return await sql.begin('ISOLATION LEVEL REPEATABLE READ', async (tx) => {
    const names = await tx<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
        AND table_name NOT LIKE '%migrations'`;
    const tables: Table[] = [];
    for (const { name } of names) {
      const rows = await tx<{ row: unknown }[]>`
        SELECT to_jsonb(t) AS row FROM ${tx(name)} t`;
      tables.push({ name, rows: rows.map(({ row }) => row) });
    }
    return tables;
  });
}

async function loadTables(sql: Sql, tables: readonly Table[]): Promise<void> {
  await sql.begin(async (tx) => {
    // As the loader of a dump does: what was consistent is not checked again.
    await tx`SET LOCAL session_replication_role = replica`;
    for (const { name, rows } of tables) {
      await tx`
        INSERT INTO ${tx(name)} OVERRIDING SYSTEM VALUE
        SELECT * FROM jsonb_populate_recordset(
          NULL::${tx(name)}, ${tx.json(rows as never)})`;
      const counted = await tx<{ column: string }[]>`
        SELECT column_name AS column FROM information_schema.columns
        WHERE table_name = ${name} AND is_identity = 'YES'`;
      for (const { column } of counted)
        await tx`
          SELECT setval(pg_get_serial_sequence(${name}, ${column}),
            1 + coalesce(max(${tx(column)}), 0), false)
          FROM ${tx(name)}`;
    }
  });
}
