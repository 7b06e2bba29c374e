// What a receiver that asks for commercial cryptography sees and can check.
import { createDecipheriv } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import {
  sm2PublicKey,
  sm3,
  sm4Key,
} from '../../../src/platform/connectors/sm.ts';
import type { CloudEvent } from '../../../src/platform/outbound/make-cloud-event.ts';
import { postEvent } from '../../../src/platform/outbound/post-event.ts';
import { textOf } from '../../support/signed-request.ts';
import { isSm2Signed } from '../../support/sm2-verify.ts';

const SECRET = 'a secret of the province and of the county';
const KEY = '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8';
const came: { headers: IncomingHttpHeaders; body: string }[] = [];
const server = createServer((request, response) => {
  void (async () => {
    came.push({ headers: request.headers, body: await textOf(request) });
    response.writeHead(204).end();
  })();
});
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});
afterAll(() => server.close());
const { port } = server.address() as AddressInfo;
const url = `http://127.0.0.1:${port}/events`;

test('an event goes out signed by SM2, digested by SM3 and encrypted by SM4', async () => {
  const event = { id: '一件', data: { kind: 'accepted' } } as unknown;
  const posted = await postEvent(
    { url, secret: SECRET, timeoutMs: 5000, sm2Key: KEY },
    event as CloudEvent,
    {
      keyId: '422825',
      now: new Date('2026-11-25T02:00:00Z'),
      stop: new AbortController().signal,
    },
  );
  expect(posted).toEqual({ is: 'taken' });
  const [{ headers, body } = { headers: {}, body: '' }] = came;
  expect(body).not.toContain('accepted');
  const { alg, data } = JSON.parse(body) as { alg: string; data: string };
  expect(alg).toBe('SM4-CBC');
  const sealed = Buffer.from(data, 'base64');
  const decipher = createDecipheriv(
    'sm4-cbc',
    sm4Key(SECRET),
    sealed.subarray(0, 16),
  );
  expect(
    JSON.parse(
      decipher.update(sealed.subarray(16), undefined, 'utf8') +
        decipher.final('utf8'),
    ),
  ).toEqual(event);

  const digest = `sm3=:${sm3(body).toString('base64')}:`;
  expect(headers['content-digest']).toBe(digest);
  const parameters = String(headers['signature-input']).replace('sig1=', '');
  expect(parameters).toContain(';alg="sm2-sm3"');
  const base = `"@method": POST\n"@target-uri": ${url}\n"content-type": ${headers['content-type']}\n"content-digest": ${digest}\n"@signature-params": ${parameters}`;
  const [, signature = ''] =
    /^sig1=:(.+):$/.exec(String(headers['signature'])) ?? [];
  const rs = Buffer.from(signature, 'base64').toString('hex');
  expect(isSm2Signed(sm2PublicKey(KEY), Buffer.from(base), rs)).toBe(true);
  expect(isSm2Signed(sm2PublicKey(KEY), Buffer.from(`${base} `), rs)).toBe(
    false,
  );
});
