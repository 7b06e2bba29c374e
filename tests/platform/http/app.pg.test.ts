import { gzipSync } from 'node:zlib';
import {
  compactVerify,
  decodeJwt,
  decodeProtectedHeader,
  importJWK,
} from 'jose';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { attached } from '../../../src/device/catalogue/attached.ts';
import { readEdition } from '../../../src/domain/catalogue/read-edition.ts';
import {
  DETACHED_JOSE,
  VILLAGE_EDITION,
  VILLAGE_EDITION_GB,
} from '../../../src/protocol/published-catalogue.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { address } = platform;
const device = await TestDevice.ready(platform, '422825201237');

async function sendBatch(
  body: Uint8Array<ArrayBuffer> | string,
  headers: Record<string, string> = {},
): Promise<{ status: number; type: string | null; body: { code?: string } }> {
  const response = await fetch(`${address}/api/v1/operations`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${device.token}`,
      'Content-Type': 'application/json',
      ...headers,
    },
    body,
  });
  return {
    status: response.status,
    type: response.headers.get('Content-Type'),
    body: (await response.json()) as { code?: string },
  };
}
const zipped = (text: string) => new Uint8Array(gzipSync(text));
const GZIP = { 'Content-Encoding': 'gzip' };

test('a batch that is too large, a bomb, cut off or no JSON gets the answer that the device acts on', async () => {
  const bomb = await sendBatch(zipped('a'.repeat(50 * 1024 * 1024)), GZIP);
  expect([bomb.status, bomb.body.code]).toEqual([413, 'payloadTooLarge']);
  expect((await sendBatch('a'.repeat(300 * 1024))).status).toBe(413);
  expect((await sendBatch(zipped('{"a":1}').slice(0, 12), GZIP)).status).toBe(
    400,
  );
  expect((await sendBatch('not gzip', GZIP)).status).toBe(400);
  expect((await sendBatch('{')).status).toBe(400);
  expect((await sendBatch('{}', { 'Content-Type': 'text/plain' })).status).toBe(
    415,
  );
});

test('one malformed envelope fails its batch as a whole, and nothing of it is kept', async () => {
  const good = await device.make(device.submitOperation());
  const batch = {
    batchId: uuidv7(),
    operations: [good, { ...good, seq: 'two' }],
  };
  const answer = await sendBatch(JSON.stringify(batch));
  expect([answer.status, answer.body.code]).toEqual([400, 'badRequest']);
  expect(answer.type).toBe('application/problem+json');
  expect(await platform.context.sql`SELECT 1 FROM envelopes`).toEqual([]);
  expect((await device.push(good)).status).toBe(200);
});

test('every answer carries the security headers, and the log no path, number or name', async () => {
  const response = await fetch(`${address}/api/v1/tickets/12345678`);
  expect(response.status).toBe(404);
  const headers = response.headers;
  expect(headers.get('Content-Security-Policy')).toContain(
    "default-src 'none'",
  );
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('Cache-Control')).toBe('no-store');
  const { ref } = (await response.json()) as { ref: string };
  const line = platform.log.find((each) => each.includes(ref)) ?? '';
  expect(JSON.parse(line)).toMatchObject({
    method: 'GET',
    route: '/api/v1/tickets/:code{[0-9]{8}}',
    status: 404,
  });
  expect(platform.log.join('')).not.toContain('12345678');
});

test("a device's answers carry what a browser needs to draw nothing of them, and no more", async () => {
  const { status, headers } = await fetch(`${address}/api/v1/feed`);
  expect(status).toBe(401);
  expect(headers.get('Content-Security-Policy')).toBe('sandbox');
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('Permissions-Policy')).toBeNull();
  const weight = [...headers].map(([name, value]) => `${name}: ${value}\r\n`);
  expect(weight.join('').length).toBeLessThan(400);
});

test('the current catalogue leads to a signed file that may be kept for ever', async () => {
  const response = await fetch(`${address}/api/v1/catalogue/current`);
  expect(response.url).toBe(
    `${address}/api/v1/catalogue/${platform.catalogueVersion}`,
  );
  expect(response.headers.get('Content-Encoding')).toBe('gzip');
  expect(response.headers.get('Cache-Control')).toContain('immutable');
  const text = await response.text();
  const { jwk } = decodeProtectedHeader(text);
  const { payload } = await compactVerify(
    text,
    await importJWK(jwk ?? {}, 'ES256'),
  );
  expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({
    version: platform.catalogueVersion,
    demo: true,
  });
  expect((await fetch(`${address}/api/v1/catalogue/none`)).status).toBe(404);

  const asked = await fetch(response.url, {
    headers: { Accept: DETACHED_JOSE },
  });
  expect(asked.headers.get('Vary')).toContain('Accept,');
  expect(attached(await asked.text())).toBe(text);
});

test('who accepts the village edition is sent what a device reads, signed by the same key; who does not, the whole', async () => {
  const at = `${address}/api/v1/catalogue/${platform.catalogueVersion}`;
  const ask = (accept: string) => fetch(at, { headers: { Accept: accept } });
  const wholeText = await (await ask('*/*')).text();
  const whole = decodeJwt(wholeText);

  const answer = await ask(`${VILLAGE_EDITION}, ${DETACHED_JOSE}, */*`);
  expect(answer.headers.get('Content-Type')).toBe(VILLAGE_EDITION);
  const text = attached(await answer.text());
  const { publicJwk } = platform.context.keys.root;
  const key = await importJWK({ ...publicJwk }, 'ES256');
  const { payload } = await compactVerify(text, key);
  expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({
    ...whole,
    edition: 'village',
    catalogue: readEdition(whole['catalogue']),
  });

  const inGb = await ask(`${VILLAGE_EDITION_GB}, ${DETACHED_JOSE}, */*`);
  expect(inGb.headers.get('Content-Type')).toBe(VILLAGE_EDITION_GB);
  const decoder = new TextDecoder('gb18030');
  expect(attached(decoder.decode(await inGb.arrayBuffer()))).toBe(text);

  for (const accept of [`${DETACHED_JOSE}, */*`, DETACHED_JOSE])
    expect(attached(await (await ask(accept)).text())).toBe(wholeText);
});

test('an edition with a letter that is not in GB 18030 for every browser is sent in UTF-8', async () => {
  const { sql } = platform.context;
  const jws = `e30.${Buffer.from('{"of":"㑇"}').toString('base64url')}.c2ln`;
  await sql`
    INSERT INTO catalogues (county, version, signed, village_signed, published_at)
    SELECT county, 'odd', signed, ${jws}, published_at FROM catalogues
    WHERE version = ${platform.catalogueVersion}`;
  const answer = await fetch(`${address}/api/v1/catalogue/odd`, {
    headers: { Accept: `${VILLAGE_EDITION_GB}, ${DETACHED_JOSE}, */*` },
  });
  expect(answer.headers.get('Content-Type')).toBe(VILLAGE_EDITION);
  expect(attached(await answer.text())).toBe(jws);
});

test('a version that has no village edition is sent whole', async () => {
  await platform.context.sql`
    INSERT INTO catalogues (county, version, signed, published_at)
    SELECT county, 'earlier', signed, published_at FROM catalogues
    WHERE version = ${platform.catalogueVersion}`;
  const answer = await fetch(`${address}/api/v1/catalogue/earlier`, {
    headers: { Accept: `${VILLAGE_EDITION_GB}, ${DETACHED_JOSE}, */*` },
  });
  expect(answer.headers.get('Content-Type')).toBe(DETACHED_JOSE);
  expect(decodeJwt(attached(await answer.text()))).toMatchObject({
    version: platform.catalogueVersion,
  });
});
