// A county whose surfaces each have an origin of their own, asked over HTTP by the name
// in the Host header as a reverse proxy passes it on.
import { request } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { addAccount } from '../../../src/platform/database/queries/accounts.ts';
import { createApp } from '../../../src/platform/http/app.ts';
import { listen } from '../../../src/platform/http/listen.ts';
import { openSession } from '../../../src/platform/people/sign-in.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';
import { send } from '../intake/a-case.ts';
import { aMaterial, citing, postWhole } from '../materials/a-material.ts';

const platform = await startTestPlatform();
const { context } = platform;
const { sql } = context;
const origins = {
  counter: 'https://counter.county.example',
  review: 'https://review.county.example',
  resident: 'https://www.county.example:8443',
  upload: 'https://files.county.example',
};
const folder = mkdtempSync(join(tmpdir(), 'vsp-origins-'));
mkdirSync(join(folder, 'assets'));
for (const name of [
  'index.html',
  'service-worker.js',
  'old-browser.js',
  'assets/main-DiwrgTda.js',
  'assets/worker-C0ffee_1.js',
])
  writeFileSync(join(folder, name), '<!doctype html>');
const separate = {
  ...context,
  config: { ...context.config, origins },
};
const server = await listen(createApp(separate, { appFolder: folder }).fetch, {
  port: 0,
  hostname: '127.0.0.1',
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

type Answer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
};

async function ask(
  site: keyof typeof origins | 'elsewhere',
  path: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const host =
    site === 'elsewhere' ? 'county.example' : new URL(origins[site]).host;
  return await new Promise((resolve, reject) => {
    const asked = request(
      {
        port: server.port,
        host: '127.0.0.1',
        path,
        headers: { Host: host, ...headers },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts),
          }),
        );
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}

test('each origin serves its surface and what that asks, and the others nothing of it', async () => {
  const table: Record<string, Record<keyof typeof origins, number>> = {
    '/': { counter: 200, review: 302, resident: 302, upload: 404 },
    '/outbox': { counter: 200, review: 308, resident: 308, upload: 404 },
    '/review/': { counter: 308, review: 200, resident: 308, upload: 404 },
    '/r': { counter: 308, review: 308, resident: 200, upload: 404 },
    '/guide/V14': { counter: 308, review: 308, resident: 200, upload: 404 },
    '/service-worker.js': {
      counter: 200,
      review: 404,
      resident: 404,
      upload: 404,
    },
    '/assets/worker-C0ffee_1.js': {
      counter: 200,
      review: 404,
      resident: 404,
      upload: 404,
    },
    '/assets/main-DiwrgTda.js': {
      counter: 200,
      review: 200,
      resident: 200,
      upload: 404,
    },
    '/old-browser.js': {
      counter: 200,
      review: 200,
      resident: 200,
      upload: 404,
    },
    '/api/v1/keys': { counter: 200, review: 404, resident: 404, upload: 404 },
    '/api/v1/catalogue/current': {
      counter: 302,
      review: 404,
      resident: 404,
      upload: 404,
    },
    '/api/v1/feed': { counter: 401, review: 404, resident: 404, upload: 404 },
    '/api/v1/review/session': {
      counter: 404,
      review: 401,
      resident: 404,
      upload: 404,
    },
    '/api/v1/imports': {
      counter: 404,
      review: 401,
      resident: 404,
      upload: 404,
    },
    '/healthz': { counter: 200, review: 200, resident: 200, upload: 200 },
  };
  for (const [path, wanted] of Object.entries(table)) {
    const got: Record<string, number> = {};
    for (const site of ['counter', 'review', 'resident', 'upload'] as const)
      got[site] = (await ask(site, path)).status;
    expect({ [path]: got }).toEqual({ [path]: wanted });
  }
});

test('a page that is another one’s leads there, and a name that is none of them gets nothing', async () => {
  const { headers } = await ask('counter', '/r');
  expect(headers['location']).toBe('https://www.county.example:8443/r');
  expect((await ask('elsewhere', '/')).status).toBe(404);
  expect((await ask('elsewhere', '/api/v1/keys')).status).toBe(404);
  expect((await ask('elsewhere', '/readyz')).status).toBe(200);
});

test('no other site’s script may read an answer', async () => {
  for (const path of ['/api/v1/keys', '/api/v1/catalogue/current', '/'])
    for (const origin of [...Object.values(origins), 'https://evil.example']) {
      const { headers } = await ask('counter', path, { Origin: origin });
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
});

test('a device is told where residents look their receipts up', async () => {
  const device = await TestDevice.ready(platform, '422825201237');
  expect((await device.open()).residentOrigin).toBeUndefined();
  context.config.origins = origins;
  expect((await device.open()).residentOrigin).toBe(origins.resident);
  delete context.config.origins;
});

test('a photograph is opened by a link at the origin of uploads: once, within a minute, by the console alone, and written down', async () => {
  const device = await TestDevice.ready(platform, '422825201237');
  const material = aMaterial(3000);
  const submit = await citing(device, material.ref);
  await send(device, submit);
  await postWhole(device, material);
  await addAccount(sql, {
    county: COUNTY,
    accountId: 'S910',
    login: 'looks',
    name: '舒示贵',
    passwordHash: '',
    demo: false,
    roles: [{ role: 'reviewer', audience: 'township:422825201' }],
  });
  const token = await openSession(context, {
    accountId: 'S910',
    provedAt: new Date(),
  });
  const cookie = { Cookie: `__Host-session=${token}` };
  const path = `/api/v1/review/cases/${submit.caseId}/materials/${material.ref.sha256}`;
  const linked = async () => {
    const { status, headers } = await ask('review', path, cookie);
    expect(status).toBe(303);
    const link = new URL(String(headers['location']));
    expect(link.origin).toBe(origins.upload);
    // Nothing of the person, the case or the paper.
    expect(link.pathname).toMatch(/^\/api\/v1\/opened\/[\w-]{43}$/);
    return link.pathname;
  };
  const byReview = { Origin: origins.review };
  const link = await linked();
  for (const other of [{}, { Origin: origins.counter }])
    expect((await ask('upload', link, other)).status).toBe(404);
  const opened = await ask('upload', link, byReview);
  expect(opened.status).toBe(200);
  expect(opened.body.equals(Buffer.from(material.plain))).toBe(true);
  expect(opened.headers).toMatchObject({
    'access-control-allow-origin': origins.review,
    'content-security-policy':
      "default-src 'none'; frame-ancestors 'none'; sandbox",
    'content-disposition': expect.stringContaining('attachment'),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  expect(opened.headers['access-control-allow-credentials']).toBeUndefined();
  expect((await ask('upload', link, byReview)).status).toBe(404);

  const late = await linked();
  platform.setNow(new Date(Date.now() + 61_000).toISOString());
  expect((await ask('upload', late, byReview)).status).toBe(404);
  const seen = await sql`
    SELECT act FROM audit WHERE account_id = 'S910' AND act = 'materialOpened'`;
  expect(seen).toHaveLength(2);
  // Without a session no link, and nothing at the console's own origin.
  expect((await ask('review', path)).status).toBe(401);
  expect((await ask('counter', path, cookie)).status).toBe(404);
  expect((await ask('review', link, byReview)).status).toBe(404);
});

test('the console alone may read at the origin of uploads', async () => {
  const csp = async (site: keyof typeof origins, path: string) =>
    String((await ask(site, path)).headers['content-security-policy']);
  expect(await csp('review', '/review/')).toContain(
    `connect-src 'self' ${origins.upload};`,
  );
  expect(await csp('counter', '/')).toContain("connect-src 'self';");
  expect(await csp('resident', '/r')).toContain("connect-src 'self';");
});
