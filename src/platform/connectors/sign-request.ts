// HTTP Message Signatures (RFC 9421) with hmac-sha256 over method, target, type and
// digest of the body (RFC 9530): the other side knows who speaks, and that nobody has
// changed what is said or says it again. With a key of SM2 the same by SM2 and SM3, under
// names that are ours: the registries have none for them.
import { createHash, createHmac } from 'node:crypto';
import { sm2Sign, sm3 } from './sm.ts';

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
  sm2Key?: string | undefined;
  keyId: string;
  created: number;
  nonce: string;
}): SignedHeaders {
  const { type, sm2Key } = p;
  const digest =
    sm2Key === undefined
      ? `sha-256=:${createHash('sha256').update(p.body).digest('base64')}:`
      : `sm3=:${sm3(p.body).toString('base64')}:`;
  const alg = sm2Key === undefined ? 'hmac-sha256' : 'sm2-sm3';
  const parameters = `${COMPONENTS};created=${p.created};keyid="${p.keyId}";alg="${alg}";nonce="${p.nonce}"`;
  // RFC 9421, 2.5: each component on a line of its own, the parameters last.
  const base = [
    '"@method": POST',
    `"@target-uri": ${p.url}`,
    `"content-type": ${type}`,
    `"content-digest": ${digest}`,
    `"@signature-params": ${parameters}`,
  ].join('\n');
  const signature =
    sm2Key === undefined
      ? createHmac('sha256', p.secret).update(base).digest()
      : Buffer.from(sm2Sign(sm2Key, Buffer.from(base)), 'hex');
  return {
    'Content-Type': type,
    'Content-Digest': digest,
    'Signature-Input': `sig1=${parameters}`,
    Signature: `sig1=:${signature.toString('base64')}:`,
  };
}
