// A register of e-certificates as a county's is: it takes signed questions (RFC 9421),
// answers by what it has been told is true, and can be slow, away or strange.
import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

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

/** By RFC 9421 and RFC 9530, written apart from the platform's own code. */
function isSigned(
  { method, headers }: IncomingMessage,
  p: { url: string; body: string; secret: string; nonces: Set<string> },
): boolean {
  const input = String(headers['signature-input']);
  const [, parameters = ''] = /^sig1=(.+)$/.exec(input) ?? [];
  const [, listed = ''] = /^\(([^)]*)\)/.exec(parameters) ?? [];
  const [, nonce = ''] = /;nonce="([^"]+)"/.exec(parameters) ?? [];
  const digest = createHash('sha256').update(p.body).digest('base64');
  if (headers['content-digest'] !== `sha-256=:${digest}:`) return false;
  if (nonce === '' || p.nonces.has(nonce)) return false;
  p.nonces.add(nonce);
  const values: Record<string, string> = {
    '"@method"': method ?? '',
    '"@target-uri"': p.url,
    '"content-type"': String(headers['content-type']),
    '"content-digest"': headers['content-digest'],
  };
  const names = listed.split(' ');
  if (names.length !== 4) return false;
  const lines = names.map((name) => `${name}: ${values[name]}`);
  const base = [...lines, `"@signature-params": ${parameters}`].join('\n');
  const expected = createHmac('sha256', p.secret).update(base);
  return headers['signature'] === `sig1=:${expected.digest('base64')}:`;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
