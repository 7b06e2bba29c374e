// A system of the province's or an office's that speaks to the platform: it signs what
// it sends (RFC 9421), written apart from the platform's own code.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { TestPlatform } from './test-platform.ts';

/** Under which the platform is told that it is reached; the port is the test's own. */
export const INBOUND_ADDRESS = 'https://platform.example.gov.cn';
const SECRET = 'a secret of one system and of the county';

export type Sender = {
  /** Headers of a POST there. */
  sign: (path: string, said: Said) => Record<string, string>;
  send: (path: string, body: unknown) => Promise<Answer>;
};
type Said = {
  type: string;
  body: string | Uint8Array | BodyInit;
  secret?: string;
  createdS?: number;
};
type Answer = {
  status: number;
  body: Record<string, unknown>;
};

/** Attaches it to the platform under `id`. */
export function openSender(
  { context, address }: TestPlatform,
  {
    id = 'province',
    name = '湖北政务服务网',
    begins = true,
    offices = [],
  }: {
    id?: string;
    name?: string;
    begins?: boolean;
    offices?: string[];
  } = {},
): Sender {
  const secret = `${SECRET} ${id}`;
  const before = context.config.inbound?.senders ?? [];
  context.config.inbound = {
    url: INBOUND_ADDRESS,
    senders: [...before, { id, name, secret, begins, offices }],
  };
  const sign: Sender['sign'] = (path, said) => {
    const bytes =
      typeof said.body === 'string' || said.body instanceof Uint8Array
        ? said.body
        : '';
    const created =
      said.createdS ?? Math.floor(context.clock().getTime() / 1000);
    const digest = `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;
    const parameters = `("@method" "@target-uri" "content-type" "content-digest");created=${created};keyid="${id}";alg="hmac-sha256";nonce="${randomUUID()}"`;
    const base = [
      '"@method": POST',
      `"@target-uri": ${INBOUND_ADDRESS}${path}`,
      `"content-type": ${said.type}`,
      `"content-digest": ${digest}`,
      `"@signature-params": ${parameters}`,
    ].join('\n');
    const signature = createHmac('sha256', said.secret ?? secret)
      .update(base)
      .digest('base64');
    return {
      'Content-Type': said.type,
      'Content-Digest': digest,
      'Signature-Input': `sig1=${parameters}`,
      Signature: `sig1=:${signature}:`,
    };
  };
  return {
    sign,
    send: async (path, value) => {
      const body = JSON.stringify(value);
      const type = 'application/json';
      const answer = await fetch(`${address}${path}`, {
        method: 'POST',
        headers: sign(path, { type, body }),
        body,
      });
      const text = await answer.text();
      return {
        status: answer.status,
        body: (text === '' ? {} : JSON.parse(text)) as Answer['body'],
      };
    },
  };
}
