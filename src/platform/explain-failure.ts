import { startFailures } from '../text/platform.ts';
import type { Config } from './config.ts';
import { isEngineFault } from './database/engine-fault.ts';
import { PostgresError } from './postgres/postgres-error.ts';

/** Why the start failed, as a sentence that says what to do. */
export function explainFailure(error: unknown, config: Config): string {
  const { port, host, databaseUrl } = config;
  if (error instanceof PostgresError) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const call = error instanceof Error && 'syscall' in error && error.syscall;
  if (call === 'listen' && code === 'EADDRINUSE')
    return startFailures.portInUse(port);
  if (call === 'listen' && code === 'EACCES')
    return startFailures.portForbidden(port);
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

/** Wrong password, unknown account, unknown database; unknown host. */
function isRefusedSignIn(code: unknown): boolean {
  return ['28P01', '28000', '3D000', 'ENOTFOUND', 'EAI_AGAIN'].includes(
    String(code),
  );
}
