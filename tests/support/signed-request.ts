// What a system of the county's does with each request of the platform's: whether
// it is signed by the shared secret (RFC 9421), and never the same one twice.
import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** By RFC 9421 and RFC 9530, written apart from the platform's own code. */
export function isSigned(
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

export async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
