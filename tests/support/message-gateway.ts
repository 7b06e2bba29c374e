// A gateway of short messages as a county's is: it takes signed requests (RFC 9421), sends
// each `requestId` once, and can be away, refuse, and lose its answer on the way.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Message } from '../../src/platform/messages/send-message.ts';
import { isSigned, textOf } from './signed-request.ts';

export type Gateway = {
  url: string;
  /** What telephones have been sent, in order; of each request once. */
  sent: Message[];
  /** How many requests came with a good signature. */
  asked: () => number;
  unsigned: () => number;
  behave: (how: 'refused' | 'cut' | 'broken' | 'portal' | null) => void;
  close: () => Promise<void>;
};

export async function openGateway(secret: string): Promise<Gateway> {
  const sent: Message[] = [];
  const nonces = new Set<string>();
  let asked = 0;
  let unsigned = 0;
  let how: Parameters<Gateway['behave']>[0] = null;
  const server = createServer((request, response) => {
    void (async () => {
      const body = await textOf(request);
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}/messages`;
      if (!isSigned(request, { url, body, secret, nonces })) {
        unsigned += 1;
        response.writeHead(401).end();
        return;
      }
      asked += 1;
      const message = JSON.parse(body) as Message;
      const { requestId } = message;
      if (how === 'broken') {
        response.writeHead(503).end();
        return;
      }
      if (how === 'portal') {
        response.writeHead(200, { 'Content-Type': 'text/html' });
        response.end('<html>login</html>');
        return;
      }
      const isNew = !sent.some((each) => each.requestId === requestId);
      if (how !== 'refused' && isNew) sent.push(message);
      if (how === 'cut') {
        request.socket.destroy();
        return;
      }
      const outcome = how ?? 'taken';
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ requestId, outcome }));
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/messages`,
    sent,
    asked: () => asked,
    unsigned: () => unsigned,
    behave: (next) => {
      how = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
