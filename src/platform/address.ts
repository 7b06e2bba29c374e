/**
 * Where a browser on this machine reaches the platform. A host name, because
 * service workers and WebAuthn want one.
 */
export function addressOf(host: string, port: number): string {
  const isLocal = ['127.0.0.1', 'localhost', '::1', '0.0.0.0', '::'].includes(
    host,
  );
  const name = isLocal ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
