import { join } from 'node:path';
import { readPostmasterFile } from '../../../src/platform/postgres/postmaster-file.ts';
import { familyOf } from './traced-syncs.ts';

/** PostgreSQL's processes; none while it does not run. */
export function engineProcesses(dataDir: string): number[] {
  const file = readPostmasterFile(join(dataDir, 'postgres'));
  return file === undefined ? [] : familyOf(file.pid);
}

/** SIGKILL of PostgreSQL with all its processes at once, as a power cut ends it. */
export function killEngine(dataDir: string): void {
  for (const pid of engineProcesses(dataDir)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended a moment ago.
    }
  }
}
