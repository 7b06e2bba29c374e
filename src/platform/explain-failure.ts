import { sep } from 'node:path';
import { startFailures } from '../text/platform.ts';
import type { Config } from './config.ts';
import { isEngineFault } from './database/engine-fault.ts';
import { NewerDatabase } from './database/migrate.ts';
import { PostgresError } from './postgres/postgres-error.ts';

/** No right to write there, or a file stands where the folder should. */
const NO_FOLDER = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST']);

/** Why the start failed, as a sentence that says what to do. */
export function explainFailure(error: unknown, config: Config): string {
  const { host, databaseUrl, dataDir } = config;
  if (error instanceof PostgresError) return error.message;
  if (error instanceof NewerDatabase) return startFailures.newerDatabase;
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const call = error instanceof Error && 'syscall' in error && error.syscall;
  // There may be two: the one that failed.
  const port =
    error instanceof Error && 'port' in error
      ? Number(error.port)
      : config.port;
  const setting = port === config.metricsPort ? 'METRICS_PORT' : 'PORT';
  const path = error instanceof Error && 'path' in error ? error.path : '';
  if (isBelow(String(path), dataDir)) {
    if (code === 'ENOSPC') return startFailures.diskFull(dataDir);
    if (NO_FOLDER.has(String(code))) return startFailures.noFolder(dataDir);
  }
  if (call === 'listen' && code === 'EADDRINUSE')
    return startFailures.portInUse(port, setting);
  if (call === 'listen' && code === 'EACCES')
    return startFailures.portForbidden(port, setting);
  if (
    call === 'listen' ||
    (call === 'getaddrinfo' && databaseUrl === undefined)
  )
    return startFailures.noSuchHost(host);
  if (
    databaseUrl !== undefined &&
    (isEngineFault(error) || isRefusedSignIn(code))
  )
    return startFailures.databaseAway;
  if (error instanceof Error && error.message.includes('index.html'))
    return startFailures.appMissing;
  const reason = error instanceof Error ? (error.stack ?? error.message) : '';
  return `${reason}\n${startFailures.unexpected}`;
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}

/** Wrong password, unknown account, unknown database; unknown host. */
function isRefusedSignIn(code: unknown): boolean {
  return ['28P01', '28000', '3D000', 'ENOTFOUND', 'EAI_AGAIN'].includes(
    String(code),
  );
}
