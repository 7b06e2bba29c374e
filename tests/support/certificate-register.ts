// A register of e-certificates as a county's is: it takes signed questions (RFC 9421),
// answers by what it has been told is true, and can be slow, away or strange.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isSigned, textOf } from './signed-request.ts';

export type Asked = { headers: IncomingMessage['headers']; body: unknown };

export type Register = {
  url: string;
  /** Of what was asked with a good signature, in order. */
  asked: Asked[];
  /** How many came whose signature did not fit. */
  unsigned: () => number;
  /** Certificate number and its holder's. */
  genuine: Map<string, string | null>;
  /** Answers so, instead of by the register; null: as it should. */
  behave: (how: Behaviour | null) => void;
  close: () => Promise<void>;
};
type Behaviour =
  'silent' | 'broken' | 'portal' | 'redirect' | 'another' | 'endless';

export async function openRegister(secret: string): Promise<Register> {
  const asked: Asked[] = [];
  const nonces = new Set<string>();
  const genuine: Register['genuine'] = new Map();
  let unsigned = 0;
  let how: Behaviour | null = null;
  const server = createServer((request, response) => {
    void (async () => {
      const body = await textOf(request);
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}/check`;
      if (!isSigned(request, { url, body, secret, nonces })) {
        unsigned += 1;
        response.writeHead(401).end();
        return;
      }
      const question = JSON.parse(body) as {
        requestId: string;
        number: string;
        holderNumber: string | null;
      };
      asked.push({ headers: request.headers, body: question });
      if (how === 'silent') return;
      if (how === 'broken') {
        response.writeHead(503).end();
        return;
      }
      if (how === 'redirect') {
        response.writeHead(307, { Location: url }).end();
        return;
      }
      if (how === 'portal') {
        response.writeHead(200, { 'Content-Type': 'text/html' });
        response.end('<html>login</html>');
        return;
      }
      const { number, holderNumber } = question;
      const outcome = genuine.get(number) === holderNumber ? 'ok' : 'mismatch';
      const requestId = how === 'another' ? 'another' : question.requestId;
      response.writeHead(200, { 'Content-Type': 'application/json' });
      if (how === 'endless') response.write(' '.repeat(100_000));
      response.end(JSON.stringify({ requestId, outcome }));
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/check`,
    asked,
    unsigned: () => unsigned,
    genuine,
    behave: (next) => {
      how = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
