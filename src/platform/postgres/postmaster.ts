// One postmaster process: started, waited for, ended.
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { engineText } from '../../text/engine.ts';
import { programIn, type Surroundings } from './cluster.ts';
import { PostgresError } from './postgres-error.ts';
import { readPostmasterFile } from './postmaster-file.ts';

export type Place = {
  cluster: string;
  logPath: string;
  log: (text: string) => void;
};

/** One postmaster, ready to be connected to. */
export async function launchPostmaster(
  { cluster, logPath, log }: Place,
  { account, binaries, door }: Surroundings,
): Promise<ChildProcess> {
  const giveUpAt = Date.now() + 15_000;
  for (;;) {
    const { dataArgs, options } = programIn(cluster, account);
    const logFile = openSync(logPath, 'a', 0o600);
    const child = spawn(
      binaries.postgres,
      [...dataArgs, ...door.listenArgs, ...quietLog],
      {
        ...options,
        // Its own process group: Ctrl-C reaches the whole group at once and
        // would end the engine while the platform still finishes its requests.
        detached: true,
        stdio: ['ignore', logFile, logFile],
      },
    );
    closeSync(logFile);
    child.unref();
    const outcome = await untilReady(child, cluster, log);
    if (outcome === 'ready') return child;
    const said = outcome ?? readFileSync(logPath, 'utf8').slice(-600).trim();
    // The children of a killed postmaster take a moment to notice its death.
    const isClearing = said.includes('pre-existing shared memory block');
    if (!isClearing || Date.now() > giveUpAt) {
      throw new PostgresError(
        'cannotStart',
        engineText.cannotStart(cluster, said),
      );
    }
    await pause(100);
  }
}

/**
 * PostgreSQL's own log would quote statements and rows, and so names and
 * numbers of residents; errors reach the platform anyway. It keeps what
 * concerns the engine itself.
 */
const quietLog = [
  'log_min_messages=log',
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
  'log_checkpoints=off',
].flatMap((setting) => ['-c', setting]);

/** 'ready', an error's text, or undefined when the reason stands in the log. */
async function untilReady(
  child: ChildProcess,
  cluster: string,
  log: (text: string) => void,
): Promise<string | undefined> {
  let spawnError: string | undefined;
  child.once('error', (error) => (spawnError = error.message));
  const slowAt = Date.now() + 5000;
  let hasSaidSlow = false;
  for (;;) {
    if (spawnError !== undefined) return spawnError;
    if (child.exitCode !== null || child.signalCode !== null) return undefined;
    const file = readPostmasterFile(cluster);
    if (file?.pid === child.pid && file?.isReady) return 'ready';
    if (!hasSaidSlow && Date.now() > slowAt) {
      hasSaidSlow = true;
      log(engineText.recovering);
    }
    await pause(10);
  }
}

/** SIGINT: open transactions are rolled back, committed ones are on the disk. */
export function endPostmaster(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.ref();
    child.once('exit', () => resolve());
    child.kill('SIGINT');
  });
}
