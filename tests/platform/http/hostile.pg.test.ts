// What strangers send to hurt: bodies without an end, words in other encodings, paths
// that lead elsewhere, SQL and HTML wherever a text is taken. Pictures that are pages:
// tests/platform/materials/disguised.pg.test.ts.
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import type { Answers } from '../../../src/domain/cases/answers.ts';
import { addAccount } from '../../../src/platform/database/queries/accounts.ts';
import { addSession } from '../../../src/platform/database/queries/sessions.ts';
import type { CaseDetail, Worklist } from '../../../src/protocol/review.ts';
import { ANSWERS, TestDevice } from '../../support/device-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';

const STATION = '422825102206';
/** Where the applicant is at home. */
const TOWN = '422825201';

const platform = await startTestPlatform();
const { context, address, folder, log } = platform;
const { sql } = context;
const token = randomUUID();
const staff = {
  Cookie: `__Host-session=${token}`,
  'Sec-Fetch-Site': 'same-origin',
};
let device: TestDevice;
beforeAll(async () => {
  device = await TestDevice.ready(platform, STATION);
  await addAccount(sql, {
    county: COUNTY,
    accountId: 'S11',
    login: 'reviewer',
    name: '舒示贵',
    passwordHash: '',
    demo: true,
    roles: [
      { role: 'reviewer', audience: `township:${TOWN}` },
      { role: 'administrator', audience: 'county' },
    ],
  });
  await addSession(sql, {
    county: COUNTY,
    tokenHash: createHash('sha256').update(token).digest('hex'),
    now: context.clock(),
    accountId: 'S11',
  });
});

async function asStaff<Value>(path: string, body?: unknown): Promise<Value> {
  const answer = await fetch(`${address}/api/v1/review${path}`, {
    headers: { ...staff, 'Content-Type': 'application/json' },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as Value;
}

type Described = {
  paths: Record<
    string,
    Record<string, { requestBody?: { content: Record<string, unknown> } }>
  >;
};

/** Sends without an end until it is answered; `sent`: bytes until then. */
function pour(
  method: string,
  path: string,
): Promise<{ status: number; sent: number }> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    const part = Buffer.alloc(64 * 1024, ' ');
    const asked = request({
      host: '127.0.0.1',
      port: platform.port,
      method,
      path,
      agent: false,
      headers: {
        ...staff,
        Authorization: `Bearer ${device.token}`,
        'Content-Type': 'application/json',
        'Transfer-Encoding': 'chunked',
      },
    });
    const more = () => {
      if (asked.destroyed) return;
      sent += part.length;
      if (asked.write(part)) setImmediate(more);
      else asked.once('drain', more);
    };
    asked.once('response', ({ statusCode = 0 }) => {
      asked.destroy();
      resolve({ status: statusCode, sent });
    });
    asked.on('error', reject);
    more();
  });
}

test('a body without an end is left as soon as it is too large, wherever one is taken', async () => {
  const { paths } = (await (
    await fetch(`${address}/api/openapi.json`)
  ).json()) as Described;
  const taking = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) =>
      requestBody !== undefined && 'application/json' in requestBody.content
        ? [{ method: method.toUpperCase(), path }]
        : [],
    ),
  );
  expect(taking.length).toBeGreaterThan(20);
  const refused: string[] = [];
  for (const { method, path } of taking) {
    const answer = await pour(
      method,
      path.replaceAll(/\{\w+\}/g, randomUUID()),
    );
    expect(answer.status, path).toBeGreaterThanOrEqual(400);
    expect(answer.status, path).toBeLessThan(500);
    // What lies in the buffers of both ends comes on top.
    expect(answer.sent, path).toBeLessThan(16 * 1024 * 1024);
    if (answer.status === 413) refused.push(path);
  }
  // The others are no business of this asker, and none of theirs was read.
  expect(refused.length).toBeGreaterThan(15);
});

test('words in another encoding, or packed another way, are refused and not guessed at', async () => {
  const json = JSON.stringify({ login: '舒示贵', password: 'x' });
  const bodies: [number, Uint8Array, Record<string, string>?][] = [
    [401, Buffer.from(json)],
    [400, Buffer.from(`\uFEFF${json}`, 'utf16le')],
    // 舒 in GB 18030.
    [400, Buffer.from('{"login":"\xca\xe6","password":"x"}', 'latin1')],
    // A slash of two bytes, and half of a pair of surrogates.
    [400, Buffer.from('{"login":"\xc0\xaf","password":"x"}', 'latin1')],
    [400, Buffer.from(String.raw`{"login":"\ud800","password":"x"}`)],
    [400, Buffer.from(String.raw`{"login":"a\u0000","password":"x"}`)],
    [415, deflateSync(json), { 'Content-Encoding': 'deflate' }],
    [415, brotliCompressSync(json), { 'Content-Encoding': 'br' }],
    [415, gzipSync(gzipSync(json)), { 'Content-Encoding': 'gzip, gzip' }],
    [400, gzipSync(gzipSync(json)), { 'Content-Encoding': 'gzip' }],
    [413, gzipSync(' '.repeat(1e8)), { 'Content-Encoding': 'gzip' }],
    [415, Buffer.from(json), { 'Content-Type': 'text/json' }],
  ];
  const said = [];
  for (const [, body, headers] of bodies) {
    const answer = await fetch(`${address}/api/v1/review/session`, {
      method: 'POST',
      headers: {
        'Sec-Fetch-Site': 'same-origin',
        'Content-Type': 'application/json',
        ...headers,
      },
      body: Uint8Array.from(body),
    });
    said.push(answer.status);
  }
  expect(said).toEqual(bodies.map(([status]) => status));
});

/** A path as it stands: `fetch` would tidy it up. */
function ask(method: string, path: string, body?: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: platform.port,
        method,
        path,
        agent: false,
        headers: {
          ...staff,
          Authorization: `Bearer ${device.token}`,
          'Upload-Complete': '?1',
          'Upload-Length': String(body?.length ?? 0),
        },
      },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    asked.once('error', reject);
    asked.end(body);
  });
}

test('no path leads to a file that is none of ours, and none is written beside the materials', async () => {
  const files = () =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  const before = files();
  const ways = [
    '../keys/mac.secret.json',
    '..%2fkeys%2fmac.secret.json',
    '%2e%2e/%2e%2e/keys/mac.secret.json',
    '..%5ckeys%5cmac.secret.json',
    '....//keys/mac.secret.json',
    '%252e%252e%252fkeys',
    `${'a'.repeat(63)}/`,
    'A'.repeat(64),
    `${'a'.repeat(64)}%2f..%2f..%2fkeys`,
    'a'.repeat(5000),
  ];
  for (const way of ways)
    for (const path of [
      `/api/v1/materials/${way}`,
      `/api/v1/opened/${way}`,
      `/assets/${way}`,
      `/${way}`,
    ]) {
      expect(await ask('GET', path), path).toBeGreaterThanOrEqual(400);
      const written = await ask('POST', path, Buffer.from('x'));
      expect(written, path).toBeGreaterThanOrEqual(400);
      expect(written, path).toBeLessThan(500);
    }
  expect(files()).toEqual(before);
});

test('only methods of the interface are answered, and none says what runs here', async () => {
  const { headers } = await fetch(`${address}/api/v1/keys`);
  expect(headers.get('server')).toBeNull();
  expect(headers.get('x-powered-by')).toBeNull();
  for (const method of ['TRACE', 'PUT', 'DELETE', 'PROPFIND', 'OPTIONS'])
    expect(await ask(method, '/api/v1/operations'), method).toBe(404);
});

const WRITTEN = [
  "'; DROP TABLE cases; --",
  "' OR '1'='1",
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{{7*7}}${7*7}%s%n',
];

test('SQL and HTML in any answer of a form are words there and nothing else', async () => {
  const { applicantHukou: hukou, ...simple } = ANSWERS;
  const places: ((text: string) => Answers)[] = [
    ...Object.keys(simple)
      // Of numbers nothing is shown but their end.
      .filter((key) => !['applicantIdNo', 'bankAccount'].includes(key))
      .map((key) => (text: string) => ({ [key]: text })),
    (text) => ({ applicantHukou: { ...(hukou as object), detail: text } }),
  ];
  const shown = new Map<string, string>();
  for (const text of WRITTEN) {
    const sent = [];
    for (const place of places)
      sent.push(
        await device.make(
          device.submitOperation({ answers: { ...ANSWERS, ...place(text) } }),
        ),
      );
    const { status, body } = await device.push(...sent);
    expect(status).toBe(200);
    for (const [i, { result }] of body.results.entries()) {
      expect(['applied', 'refused']).toContain(result);
      if (result === 'applied') shown.set(sent[i]?.caseId ?? '', text);
    }
  }
  // A name may well be written so, as far as the form can know.
  expect(shown.size).toBeGreaterThan(0);
  for (const [caseId, text] of shown) {
    const detail = await asStaff<CaseDetail>(`/cases/${caseId}`);
    expect(JSON.stringify(detail)).toContain(JSON.stringify(text).slice(1, -1));
    await asStaff<Worklist>('/cases/search', { search: text });
  }
  const [count] = await sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM cases WHERE case_id IN ${sql([...shown.keys()])}`;
  expect(count?.n).toBe(shown.size);
  expect(log.filter((line) => /"level":[56]0/.test(line))).toEqual([]);
});
