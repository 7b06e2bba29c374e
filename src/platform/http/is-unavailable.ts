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
 * True when the database is away or just starting: the request may be tried
 * again as it is. Class 57P: the engine shuts down or starts; 53: out of means.
 */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  const { code } = error;
  return (
    typeof code === 'string' &&
    (CONNECTION.has(code) || code.startsWith('57P') || code.startsWith('53'))
  );
}
