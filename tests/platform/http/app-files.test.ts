import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { afterAll, expect, test } from 'vitest';
import { appFileRoutes } from '../../../src/platform/http/routes/app-files.ts';
import { securityHeaders } from '../../../src/platform/http/security-headers.ts';

const folder = mkdtempSync(join(tmpdir(), 'vsp-app-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'assets'));
const page =
  '<!doctype html><link rel="manifest" href="/manifest.webmanifest">';
const script = `/* ${'long '.repeat(200)} */`;
for (const [name, text] of [
  ['index.html', page],
  ['service-worker.js', 'self;'],
  ['manifest.webmanifest', '{}'],
  ['assets/main-DiwrgTda.js', script],
  ['assets/main-DiwrgTda.js.map', '{}'],
  ['assets/worker-C0ffee_1.js', script],
] as const)
  writeFileSync(join(folder, name), text);
// As the build packs them: one well, one of a file that was changed since.
const packed = gzipSync(script, { level: 1 });
writeFileSync(join(folder, 'assets/main-DiwrgTda.js.gz'), packed);
writeFileSync(
  join(folder, 'assets/worker-C0ffee_1.js.gz'),
  gzipSync('an older one'),
);

const app = new Hono();
app.use(securityHeaders());
app.get('/api/known', (c) => c.json({}));
app.route('/', appFileRoutes(folder));
const get = (path: string, headers: Record<string, string> = {}) =>
  app.request(path, { headers });

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types default";

test.each(['/', '/review/', '/r', '/guide/V14', '/cases/019ab000', '/outbox'])(
  'the screen %s is the page, asked for anew each time',
  async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(answer.headers.get('content-security-policy')).toBe(CSP);
    expect(await answer.text()).toBe(page);
  },
);

test('every answer carries the headers that keep others out', async () => {
  for (const path of ['/', '/api/known', '/missing.js']) {
    const { headers } = await get(path);
    expect(headers.get('content-security-policy')).toBe(CSP);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('permissions-policy')).toContain('camera=(self)');
  }
});

test('what the build has packed is sent as it lies there, unless the file was changed since', async () => {
  const bytesOf = async (path: string) =>
    Buffer.from(
      await (await get(path, { 'Accept-Encoding': 'gzip' })).arrayBuffer(),
    );
  expect(await bytesOf('/assets/main-DiwrgTda.js')).toEqual(packed);
  const worker = await bytesOf('/assets/worker-C0ffee_1.js');
  expect(gunzipSync(worker).toString()).toBe(script);
  expect((await get('/assets/main-DiwrgTda.js.gz')).status).toBe(404);
});

test('the worker alone may compile WebAssembly', async () => {
  const worker = await get('/assets/worker-C0ffee_1.js');
  expect(worker.headers.get('content-security-policy')).toBe(
    CSP.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"),
  );
  const main = await get('/assets/main-DiwrgTda.js');
  expect(main.headers.get('content-security-policy')).toBe(CSP);
});

test('files named by their content are kept for ever, others are not', async () => {
  const main = await get('/assets/main-DiwrgTda.js');
  expect(main.headers.get('cache-control')).toBe(
    'public, max-age=31536000, immutable',
  );
  for (const path of ['/service-worker.js', '/manifest.webmanifest'])
    expect((await get(path)).headers.get('cache-control')).toBe('no-cache');
});

test('a browser that has the file is told so', async () => {
  const etag = (await get('/')).headers.get('etag') ?? '';
  const answer = await get('/', { 'if-none-match': etag });
  expect(answer.status).toBe(304);
  expect((await get('/', { 'if-none-match': '"x"' })).status).toBe(200);
});

test('text goes out compressed to whoever can read that', async () => {
  const path = '/assets/main-DiwrgTda.js';
  const answer = await get(path, { 'accept-encoding': 'gzip, br' });
  expect(answer.headers.get('content-encoding')).toBe('gzip');
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.length).toBeLessThan(script.length / 5);
  expect(gunzipSync(bytes).toString()).toBe(script);
  expect(await (await get(path)).text()).toBe(script);
});

test('a missing file or interface is never answered with the page', async () => {
  for (const path of [
    '/assets/main-00000000.js',
    '/assets/main-DiwrgTda.js.map',
    '/missing.js',
    '/api/v1/missing',
    '/../package.json',
    '/assets/..%2f..%2fpackage.json',
  ])
    expect((await get(path)).status).toBe(404);
});

test('a surface asked for without its slash leads to the one with it', async () => {
  const answer = await get('/review');
  expect(answer.status).toBe(308);
  expect(answer.headers.get('location')).toBe('/review/');
});
