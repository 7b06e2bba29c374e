// One platform process per data folder. The lock is a file that names its
// holder by process id AND start time: ids are used again, above all in
// containers, where the platform is process 7 at every start. So a lock left
// by a killed process is recognised as stale without asking anyone.
// (A PostgreSQL advisory lock was considered: it is gone as soon as the
// engine is killed, just when two processes must not both restart it.)
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { engineText } from '../../text/engine.ts';
import { PostgresError } from './postgres-error.ts';
import { startOf } from './process-table.ts';

export type FolderLock = { release: () => void };

type Holder = { pid: number; startedAt: string };

/**
 * Takes the lock of a data folder, creating the folder if need be.
 * Throws PostgresError `folderInUse` while another living process holds it.
 */
export function lockFolder(dataDir: string): FolderLock {
  mkdirSync(dataDir, { recursive: true });
  const lockPath = join(dataDir, 'platform.lock');
  const ownPath = `${lockPath}.${process.pid}`;
  const own: Holder = {
    pid: process.pid,
    startedAt: startOf(process.pid) ?? '',
  };
  const ownText = JSON.stringify(own);
  writeFileSync(ownPath, ownText);
  try {
    // link() fails when the name exists and shows the whole content at once:
    // nobody can read a half-written lock.
    while (!linked(ownPath, lockPath)) {
      const found = readIfThere(lockPath);
      if (found === undefined) continue;
      const holder = parseHolder(found);
      if (holder && isAlive(holder)) {
        throw new PostgresError(
          'folderInUse',
          engineText.folderInUse(dataDir, holder.pid),
        );
      }
      removeStale(lockPath, found);
    }
  } finally {
    rmSync(ownPath, { force: true });
  }
  return {
    release: () => {
      if (readIfThere(lockPath) === ownText) rmSync(lockPath, { force: true });
    },
  };
}

/** Moves a stale lock away, unless another start has just replaced it. */
function removeStale(lockPath: string, staleText: string): void {
  const aside = `${lockPath}.stale-${process.pid}`;
  try {
    renameSync(lockPath, aside);
  } catch {
    return; // another start was faster; the caller looks again
  }
  if (readIfThere(aside) !== staleText) linked(aside, lockPath);
  rmSync(aside, { force: true });
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    throw error;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { pid, startedAt } = value as Partial<Holder>;
    return typeof pid === 'number' && typeof startedAt === 'string'
      ? { pid, startedAt }
      : undefined;
  } catch {
    return undefined; // a lock cut short by a power loss names nobody
  }
}

function isAlive(holder: Holder): boolean {
  return startOf(holder.pid) === holder.startedAt;
}

function isErrno(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}
