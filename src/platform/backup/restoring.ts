import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Lies in a data folder while a backup is put into it. */
export const RESTORING = 'restoring';
/** What the lock of the folder itself leaves there. */
export const TAKEN_BY_LOCK = /^platform\.lock/;

/** Whether a restore was broken off, or is under way. */
export function isHalfRestored(dataDir: string): boolean {
  return existsSync(join(dataDir, RESTORING));
}
