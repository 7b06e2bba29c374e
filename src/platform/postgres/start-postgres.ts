// The private PostgreSQL: the real engine, from the binaries npm carries, in
// the platform's data folder. Started by hand because a wrapper hides what
// matters here: what happens when either of the two processes is killed.
import { existsSync, mkdirSync, realpathSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { engineText } from '../../text/engine.ts';
import { findBinaries } from './binaries.ts';
import { createCluster, isCluster } from './cluster.ts';
import {
  makeDoor,
  socketFolderPrefix,
  type PostgresConnection,
} from './door.ts';
import { findEngineAccount } from './engine-account.ts';
import { lockFolder } from './folder-lock.ts';
import { keepRunning } from './keep-running.ts';
import { clearOrphan } from './postmaster-file.ts';
import { launchPostmaster } from './postmaster.ts';

export type RunningPostgres = {
  /** For postgres.js: `postgres(connection)`. */
  connection: PostgresConnection;
  /** The postmaster's process id; another one after it was killed. */
  readonly pid: number;
  /** Ends the engine cleanly and frees the folder. May be called twice. */
  stop: () => Promise<void>;
};

type Options = {
  /** Is created if need be; the cluster lies in `postgres/` below it. */
  dataDir: string;
  /** Gets a sentence about each thing that takes time or went wrong. */
  log: (sentence: string) => void;
};

/**
 * Starts the private engine and takes the data folder for this process. An
 * engine that is killed is started again until `stop`.
 * Throws PostgresError, whose message is meant for the person at the keyboard.
 */
export async function startPostgres({
  dataDir: wantedDir,
  log,
}: Options): Promise<RunningPostgres> {
  mkdirSync(wantedDir, { recursive: true });
  const dataDir = realpathSync(wantedDir);
  const cluster = join(dataDir, 'postgres');
  const logPath = join(dataDir, 'postgres.log');

  /** What is to be undone at the end or when a later step fails, last first. */
  const undo: (() => void | Promise<void>)[] = [];
  const stop = async () => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  try {
    const lock = lockFolder(dataDir);
    undo.push(lock.release);
    await clearOrphan(cluster, socketFolderPrefix);
    if (existsSync(logPath)) renameSync(logPath, `${logPath}.previous`);

    const account = findEngineAccount();
    const binaries = findBinaries(account);
    const door = await makeDoor(dataDir, account);
    undo.push(door.remove);
    const surroundings = { account, binaries, door };
    if (!isCluster(cluster)) {
      log(engineText.preparing);
      await createCluster(cluster, surroundings);
    }
    const engine = await keepRunning(
      () => launchPostmaster({ cluster, logPath, log }, surroundings),
      log,
    );
    undo.push(engine.stop);
    await createDatabase(door.connection);
    return {
      connection: door.connection,
      get pid() {
        return engine.pid;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function createDatabase(connection: PostgresConnection): Promise<void> {
  const { database } = connection;
  const sql = postgres({ ...connection, database: 'postgres', max: 1 });
  try {
    const found =
      await sql`SELECT 1 FROM pg_database WHERE datname = ${database}`;
    if (found.length === 0) await sql`CREATE DATABASE ${sql(database)}`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
