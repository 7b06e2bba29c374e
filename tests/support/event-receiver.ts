// A system of the county's that is told of every event: it takes signed CloudEvents
// (RFC 9421), can be away, refuse, and lose its answer on the way.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloudEvent } from '../../src/platform/outbound/make-cloud-event.ts';
import { isSigned, textOf } from './signed-request.ts';

export type Receiver = {
  url: string;
  /** What came with a good signature and was taken, in order, repeats too. */
  taken: CloudEvent[];
  headers: IncomingMessage['headers'][];
  /** How many came at all. */
  asked: () => number;
  unsigned: () => number;
  /** A status to answer with, or none at all after it was taken; null: 204. */
  behave: (how: (event: CloudEvent) => number | 'cut' | null) => void;
  close: () => Promise<void>;
};

export async function openReceiver(secret: string): Promise<Receiver> {
  const taken: CloudEvent[] = [];
  const headers: Receiver['headers'] = [];
  const nonces = new Set<string>();
  let asked = 0;
  let unsigned = 0;
  let behave: (event: CloudEvent) => number | 'cut' | null = () => null;
  const server = createServer((request, response) => {
    void (async () => {
      asked += 1;
      const body = await textOf(request);
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}/events`;
      if (!isSigned(request, { url, body, secret, nonces })) {
        unsigned += 1;
        response.writeHead(401).end();
        return;
      }
      const event = JSON.parse(body) as CloudEvent;
      const how = behave(event);
      if (how === null || how === 'cut') {
        taken.push(event);
        headers.push(request.headers);
      }
      if (how === 'cut') request.socket.destroy();
      else response.writeHead(how ?? 204).end();
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/events`,
    taken,
    headers,
    asked: () => asked,
    unsigned: () => unsigned,
    behave: (next) => {
      behave = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
