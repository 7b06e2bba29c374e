import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';

/** 20 MB at 64 kbit/s take 44 minutes; Node's own limit of 5 would cut them. */
const REQUEST_TIMEOUT_MS = 3_600_000;
/**
 * Longer than the minute after which a device asks again: a new connection costs a
 * thin line two or three round trips and, under TLS, more bytes than the question.
 */
const KEEP_ALIVE_MS = 65_000;
/**
 * Of connections that cost a place and bring nothing: headers that do not end, and
 * lines on which not one byte has gone either way for so long. A thin line that stood
 * still for three minutes has to begin a request anew anyhow, and goes on where an
 * upload broke off.
 */
const PATIENCE = { headersMs: 60_000, silenceMs: 180_000, checkMs: 15_000 };
/** How long requests that are being answered may still take at a stop. */
const DRAIN_MS = 10_000;

export type Listening = {
  port: number;
  /** Takes nothing new, lets running requests finish, then closes. */
  close: () => Promise<void>;
};

/** @throws Node's error, whose `code` tells why (EADDRINUSE, EACCES …). */
export async function listen(
  fetch: Parameters<typeof getRequestListener>[0],
  {
    port,
    hostname,
    patience = PATIENCE,
  }: { port: number; hostname: string; patience?: typeof PATIENCE },
): Promise<Listening> {
  const listener = getRequestListener(fetch);
  const open = new Set<ServerResponse>();
  const { headersMs: headersTimeout, checkMs } = patience;
  const limits = { headersTimeout, connectionsCheckingInterval: checkMs };
  const server = createServer(limits, (request, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
    void listener(request, response);
  });
  // Also one that is being answered and does not read.
  server.timeout = patience.silenceMs;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = drain(server);
      // They would go on until they are cut.
      for (const response of open) if (isStream(response)) response.destroy();
      await closed;
    },
  };
}

function isStream(response: ServerResponse): boolean {
  return response.getHeader('content-type') === 'text/event-stream';
}

async function drain(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection kept alive is idle only after its last answer.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  server.closeIdleConnections();
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
