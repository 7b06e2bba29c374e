// PostgreSQL refuses to run as root, so a platform started as root runs its
// engine as `nobody`, an account that every Unix system has (a number without
// an account is refused: "could not look up effective user ID").
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { engineText } from '../../text/engine.ts';
import { PostgresError } from './postgres-error.ts';

export type EngineAccount = { uid: number; gid: number };

/** The account to switch to; `undefined` when the platform is not root. */
export function findEngineAccount(): EngineAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  // macOS gives nobody the number -2, written as such in /etc/passwd.
  if (!uid || !gid || Number(uid) <= 0) {
    throw new PostgresError('noAccount', engineText.noAccount);
  }
  return { uid: Number(uid), gid: Number(gid) };
}

/** Whether every account of this machine may pass through all these folders. */
export function isReachableByAll(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (dirname(at) === at) return true;
  }
}
