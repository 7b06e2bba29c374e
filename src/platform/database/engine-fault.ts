/** Of the driver and of Node's sockets, when the engine cannot be reached. */
const CONNECTION = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
]);

/**
 * True when the fault lies in the engine, the connection to it, or in two
 * transactions that met, not in what was asked: the same may be asked again.
 * Classes (PostgreSQL, appendix A): 08 connection, 25 and 40 transaction, 53
 * means, 55 state, 57 intervention, 58 system.
 */
export function isEngineFault(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  const { code } = error;
  return (
    typeof code === 'string' &&
    (CONNECTION.has(code) || /^(08|25|40|53|55|57|58)[0-9A-Z]{3}$/.test(code))
  );
}

/** True when the connection to the engine broke, or there was none. */
export function isConnectionLost(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    CONNECTION.has(String(error.code))
  );
}

/** True when a lock was not had in the time that was set for it. */
export function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03';
}

/** True when a statement took longer than it may. */
export function isTooSlow(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57014';
}
