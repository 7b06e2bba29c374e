import { backupText } from '../../text/backup.ts';
import { startFailures } from '../../text/platform.ts';
import { BackupError } from '../backup/backup-error.ts';
import { isEngineFault } from '../database/engine-fault.ts';
import { NewerDatabase } from '../database/migrate.ts';
import { StoreUnavailable } from '../materials/material-store.ts';
import { PostgresError } from '../postgres/postgres-error.ts';

/** Why a backup or a restore was not done, as a sentence that says what to do. */
export function explainFault(
  error: unknown,
  failed: (reason: string) => string,
): string {
  if (error instanceof BackupError || error instanceof PostgresError)
    return error.message;
  if (error instanceof NewerDatabase) return startFailures.newerDatabase;
  if (error instanceof StoreUnavailable) return backupText.storeAway;
  if (!(error instanceof Error)) return failed(String(error));
  const code = 'code' in error ? error.code : undefined;
  const path = 'path' in error ? String(error.path) : '';
  if (code === 'ENOSPC') return backupText.diskFull;
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return backupText.forbidden(path);
  // A file that is missing says its path; an engine has none.
  if (path === '' && isEngineFault(error)) return backupText.engineGone;
  return failed(error.message);
}
