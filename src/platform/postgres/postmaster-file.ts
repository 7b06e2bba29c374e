// PostgreSQL outlives a platform that was killed: its postmaster goes on as an
// orphan and keeps the data folder. The next start ends it first (a clean
// shutdown of some 20 ms), so that there is one way to start and not two.
import { readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { engineText } from '../../text/engine.ts';
import { PostgresError } from './postgres-error.ts';
import { commandOf, isTaken } from './process-table.ts';

/** What a postmaster writes about itself into its data folder. */
export type PostmasterFile = {
  pid: number;
  socketFolder: string;
  isReady: boolean;
};

/** Reads `postmaster.pid`; `undefined` when there is none or it is cut short. */
export function readPostmasterFile(
  cluster: string,
): PostmasterFile | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return {
    pid,
    socketFolder: lines[4]?.trim() ?? '',
    isReady: lines[7]?.trim() === 'ready',
  };
}

/**
 * Ends a postmaster whose platform died, and clears what it left behind.
 * To be called by the holder of the folder's lock only.
 */
export async function clearOrphan(
  cluster: string,
  temporaryPrefix: string,
): Promise<void> {
  const left = readPostmasterFile(cluster);
  if (!left) return;
  if (isAtWork(left)) {
    process.kill(left.pid, 'SIGINT');
    const deadline = Date.now() + 30_000;
    while (isAtWork(left)) {
      if (Date.now() > deadline) {
        throw new PostgresError(
          'cannotStart',
          engineText.orphanStays(left.pid),
        );
      }
      await pause(20);
    }
  } else if (isTaken(left.pid)) {
    // The id belongs to another program by now, or to a zombie. If that runs
    // under the same account, PostgreSQL takes it for itself and refuses. (A
    // free id stays: PostgreSQL reads there which shared memory to look for.)
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
  }
  if (basename(left.socketFolder).startsWith(temporaryPrefix)) {
    rmSync(left.socketFolder, { recursive: true, force: true });
  }
}

/**
 * Whether the process is the postmaster that wrote the file. Its command line
 * tells: it names the socket folder, whose random name no other process has.
 * (Its working folder would tell too, but in a container root may not read it.)
 */
function isAtWork({ pid, socketFolder }: PostmasterFile): boolean {
  const command = commandOf(pid);
  return command.includes('postgres') && command.includes(socketFolder);
}
