import { spawn, type SpawnOptions } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { engineText } from '../../text/engine.ts';
import type { Binaries } from './binaries.ts';
import type { Door } from './door.ts';
import type { EngineAccount } from './engine-account.ts';
import { PostgresError } from './postgres-error.ts';

const isMac = process.platform === 'darwin';

/**
 * The character classes of the system, which pg_trgm uses: under plain `C` it
 * silently drops every Chinese character from its index.
 */
const characterLocale = { darwin: 'en_US.UTF-8', win32: 'en-US' };
const lcCtype =
  process.platform === 'darwin' || process.platform === 'win32'
    ? characterLocale[process.platform]
    : 'C.UTF-8';

/**
 * How to run one of PostgreSQL's programs on a folder. Root's folders may lie
 * where the engine's account cannot pass (a private home); the program is
 * therefore started inside the folder, before the switch of account, and told
 * that the folder is the one it stands in.
 */
export function programIn(
  folder: string,
  account: EngineAccount | undefined,
): { dataArgs: string[]; options: SpawnOptions } {
  const standsInside = account !== undefined && process.platform === 'linux';
  return {
    dataArgs: ['-D', standsInside ? '/proc/self/cwd' : folder],
    options: {
      ...account,
      cwd: folder,
      env: {
        ...(process.platform === 'win32' ? process.env : {}),
        PATH: process.env['PATH'],
        LC_ALL: isMac ? lcCtype : 'C.UTF-8',
        TZ: 'UTC',
      },
    },
  };
}

/**
 * Makes a new, empty cluster, whole or not at all: initdb works in a folder
 * beside it that gets the name last.
 */
export async function createCluster(
  cluster: string,
  { account, binaries, door }: Surroundings,
): Promise<void> {
  const half = `${cluster}.new`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  if (account) chownSync(half, account.uid, account.gid);
  const { dataArgs, options } = programIn(half, account);
  const args = [
    ...dataArgs,
    ...door.accessArgs,
    `--username=${door.connection.user}`,
    '--encoding=UTF8',
    // The builtin provider orders text the same on every system, so an index
    // stays right when the folder moves to another machine.
    '--locale=C',
    `--lc-ctype=${lcCtype}`,
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  const { code, output } = await run(binaries.initdb, args, options);
  if (code !== 0) {
    rmSync(half, { recursive: true, force: true });
    throw new PostgresError(
      'cannotStart',
      engineText.cannotPrepare(cluster, output.trim()),
    );
  }
  renameSync(half, cluster);
}

export type Surroundings = {
  account: EngineAccount | undefined;
  binaries: Binaries;
  door: Door;
};

/** Whether a folder holds a whole cluster. */
export function isCluster(folder: string): boolean {
  return existsSync(join(folder, 'PG_VERSION'));
}

function run(
  program: string,
  args: string[],
  options: SpawnOptions,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
