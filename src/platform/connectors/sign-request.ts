// HTTP Message Signatures (RFC 9421) with hmac-sha256 over method, target, type and
// digest of the body (RFC 9530): the other side knows who speaks, and that nobody has
// changed what is said or says it again.
import { createHash, createHmac } from 'node:crypto';

const COMPONENTS = '("@method" "@target-uri" "content-type" "content-digest")';

export type SignedHeaders = {
  'Content-Type': string;
  'Content-Digest': string;
  'Signature-Input': string;
  Signature: string;
};

/** Headers of a POST of that JSON. `type`: its media type; `created`: seconds since 1970. */
export function signRequest(p: {
  url: string;
  type: string;
  body: string;
  secret: string;
  keyId: string;
  created: number;
  nonce: string;
}): SignedHeaders {
  const { type } = p;
  const digest = `sha-256=:${createHash('sha256').update(p.body).digest('base64')}:`;
  const parameters = `${COMPONENTS};created=${p.created};keyid="${p.keyId}";alg="hmac-sha256";nonce="${p.nonce}"`;
  // RFC 9421, 2.5: each component on a line of its own, the parameters last.
  const base = [
    '"@method": POST',
    `"@target-uri": ${p.url}`,
    `"content-type": ${type}`,
    `"content-digest": ${digest}`,
    `"@signature-params": ${parameters}`,
  ].join('\n');
  const signature = createHmac('sha256', p.secret).update(base);
  return {
    'Content-Type': type,
    'Content-Digest': digest,
    'Signature-Input': `sig1=${parameters}`,
    Signature: `sig1=:${signature.digest('base64')}:`,
  };
}
