// The other side of sign-request.ts: HTTP Message Signatures (RFC 9421) with
// hmac-sha256 over method, target, type and digest of the body (RFC 9530).
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Clocks of two offices differ; what was signed longer ago was kept by somebody. */
const MOST_AGE_S = 300;
const COVERED = ['@method', '@target-uri', 'content-type', 'content-digest'];

export type SignedRequest = {
  method: string;
  /** As the sender was given it: a proxy may know this platform by another. */
  url: string;
  headers: Headers;
};

/**
 * Who has signed it, by the `keyid` that `secretOf` knows. undefined: nobody has, or it
 * was signed too long ago, or something that it must cover is not covered. The same
 * request may come again within these minutes: what it says carries an id of the
 * sender's by which it counts once. Of the body it knows what the headers say, so that
 * nothing of it is read for a stranger: whoever reads it asks `hasItsDigest`.
 */
export function verifyRequest(
  { method, url, headers }: SignedRequest,
  {
    secretOf,
    now,
  }: { secretOf: (keyId: string) => string | undefined; now: Date },
): string | undefined {
  const input = /^([a-z*][\w.*-]{0,30})=(\(([^()]{1,400})\)(;.{1,600}))$/.exec(
    headers.get('signature-input') ?? '',
  );
  if (input === null) return undefined;
  const [, label = '', parameters = '', listed = '', rest = ''] = input;
  const covered = listed
    .split(' ')
    .map((name) => /^"([^"]+)"$/.exec(name)?.[1]);
  const coversAll =
    covered.length === COVERED.length &&
    COVERED.every((name) => covered.includes(name));
  const keyId = /;keyid="([^"]{1,80})"/.exec(rest)?.[1];
  const created = Number(/;created=(\d{1,12})(;|$)/.exec(rest)?.[1]);
  const isHmac = /;alg="hmac-sha256"(;|$)/.test(rest);
  const age = Math.abs(now.getTime() / 1000 - created);
  if (!coversAll || !isHmac || keyId === undefined) return undefined;
  if (!(age <= MOST_AGE_S)) return undefined;
  const secret = secretOf(keyId);
  if (secret === undefined) return undefined;
  const values: Record<string, string> = {
    '@method': method,
    '@target-uri': url,
    'content-type': headers.get('content-type') ?? '',
    'content-digest': headers.get('content-digest') ?? '',
  };
  // RFC 9421, 2.5: each component on a line of its own, the parameters last.
  const base = [
    ...covered.map((name = '') => `"${name}": ${values[name]}`),
    `"@signature-params": ${parameters}`,
  ].join('\n');
  const expected = createHmac('sha256', secret).update(base).digest();
  const given = new RegExp(
    `^${escaped(label)}=:([A-Za-z0-9+/=]{1,200}):$`,
  ).exec(headers.get('signature') ?? '');
  const signature = Buffer.from(given?.[1] ?? '', 'base64');
  return signature.length === expected.length &&
    timingSafeEqual(signature, expected)
    ? keyId
    : undefined;
}

/** Whether a body is the one whose digest the headers say. */
export function hasItsDigest(headers: Headers, body: Uint8Array): boolean {
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
  return headers.get('content-digest') === digest;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*]/g, String.raw`\$&`);
}
