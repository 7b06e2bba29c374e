// Every path of the interface, with everything that its description allows and much
// that it does not: never a fault of ours, never a hang, and no word in an answer or in
// the log that is not meant for whoever asks.
import { createHash, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { addAccount } from '../../../src/platform/database/queries/accounts.ts';
import { addSession } from '../../../src/platform/database/queries/sessions.ts';
import { ANSWERS, TestDevice } from '../../support/device-builder.ts';
import {
  fromSchema,
  HOSTILE_TEXTS,
  type Schema,
} from '../../support/from-schema.ts';
import { openSender } from '../../support/inbound-sender.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';
import { aCase } from '../intake/a-case.ts';

/** Requests a path; FUZZ_RUNS=2000 for a long look. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 25);
/** Longer than this nobody waits for an answer. */
const PATIENCE_MS = 20_000;

type Parameter = { name: string; in: string; schema?: Schema };
type Operation = {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
};

const platform = await startTestPlatform();
const { context, address, log } = platform;
const { sql } = context;
const device = await TestDevice.ready(platform, '422825102206');
const sender = openSender(platform, { offices: ['rsj'] });
const { caseId } = await aCase(device);
let token = '';
await addAccount(sql, {
  county: COUNTY,
  accountId: 'everything',
  login: 'everything',
  name: '舒示贵',
  passwordHash: '',
  demo: true,
  roles: [
    { role: 'administrator', audience: 'county' },
    { role: 'auditor', audience: 'county' },
    { role: 'reviewer', audience: 'township:422825102' },
    { role: 'handler', audience: 'department:rsj' },
    { role: 'window', audience: 'window:422825102206' },
    { role: 'head', audience: 'station:422825102206' },
  ],
});
/** Anew for each path: one of them ends it. */
async function signIn(): Promise<void> {
  token = randomUUID();
  await addSession(sql, {
    county: COUNTY,
    tokenHash: createHash('sha256').update(token).digest('hex'),
    now: context.clock(),
    accountId: 'everything',
  });
}

const description = (await (
  await fetch(`${address}/api/openapi.json`)
).json()) as { paths: Record<string, Record<string, Operation>> };
const operations = Object.entries(description.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method} ${path}`,
      method,
      path,
      operation,
    })),
);

const text = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const place = fc.oneof(fc.constant(caseId), fc.uuid(), text);

type Sent = { path: string; headers: Record<string, string>; body?: BodyInit };

function requests(path: string, operation: Operation): fc.Arbitrary<Sent> {
  const { parameters = [], requestBody } = operation;
  const value = ({ name, schema = {} }: Parameter) =>
    /id$/i.test(name) ? place : fc.oneof(fromSchema(schema), text);
  const of = (where: string) =>
    fc.record(
      Object.fromEntries(
        parameters
          .filter((each) => each.in === where)
          .map((each) => [each.name, value(each)]),
      ),
      { requiredKeys: [] },
    );
  return fc
    .tuple(of('path'), of('query'), of('header'), bodies(requestBody))
    .map(([inPath, inQuery, inHeaders, body]) => {
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        inPath[name] === undefined ? caseId : escaped(inPath[name]),
      );
      const query = Object.entries(inQuery)
        .map(([name, each]) => `${name}=${escaped(each)}`)
        .join('&');
      return {
        path: query === '' ? filled : `${filled}?${query}`,
        headers: { ...sendable(inHeaders), ...body.headers },
        ...(body.body === undefined ? {} : { body: body.body }),
      };
    });
}

function bodies(
  requestBody: Operation['requestBody'],
): fc.Arbitrary<{ headers: Record<string, string>; body?: BodyInit }> {
  if (requestBody === undefined) return fc.constant({ headers: {} });
  const [[type, { schema }] = ['application/json', {}]] = Object.entries(
    requestBody.content,
  );
  const typed = { 'Content-Type': type };
  const broken = fc.constantFrom(
    '',
    '{',
    'null',
    '[]',
    '"x"',
    '[['.repeat(5000),
    '{"a":'.repeat(5000),
    '\u0000',
    `{"__proto__":{"isAdmin":true}}`,
    ' '.repeat(100_000),
  );
  return fc.oneof(
    {
      arbitrary: fromSchema(schema ?? {}).map((value) => ({
        headers: typed,
        body: JSON.stringify(value) ?? 'null',
      })),
      weight: 8,
    },
    { arbitrary: broken.map((body) => ({ headers: typed, body })), weight: 2 },
    {
      arbitrary: fc
        .uint8Array({ maxLength: 300 })
        .map((body) => ({ headers: typed, body: Uint8Array.from(body) })),
      weight: 1,
    },
    {
      // Says of itself that it is gzip: it is, it is not, or it is a bomb.
      arbitrary: fc
        .constantFrom(
          gzipSync('{}'),
          Buffer.from('not gzip'),
          gzipSync(' '.repeat(20_000_000)),
          gzipSync('{}').subarray(0, 12),
        )
        .map((body) => ({
          headers: { ...typed, 'Content-Encoding': 'gzip' },
          body: Uint8Array.from(body),
        })),
      weight: 1,
    },
    {
      arbitrary: fc
        .constantFrom('text/html', 'application/xml', 'multipart/form-data', '')
        .map((wrong) => ({ headers: { 'Content-Type': wrong }, body: '{}' })),
      weight: 1,
    },
  );
}

function escaped(value: unknown): string {
  const said = typeof value === 'string' ? value : JSON.stringify(value);
  try {
    return encodeURIComponent(said ?? '').slice(0, 4000);
  } catch {
    return '%ED%A0%80';
  }
}

/** A header holds no control characters, and nothing beyond Latin 1. */
function sendable(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
        .replaceAll(/[^\x20-\x7e]/g, '')
        .slice(0, 2000)
        .trim(),
    ]),
  );
}

/** What must be in no answer to a mistake, and in no line of the log. */
const INNER =
  /node_modules|\bat \S+ \(|\.ts:\d+|postgres|SELECT |INSERT INTO|stack/i;
const PERSONAL = [ANSWERS['applicantName'], ANSWERS['applicantIdNo']].map(
  String,
);

test.each(operations)(
  '$name: whatever comes, it is answered, and not by a fault of ours',
  async ({ method, path, operation }) => {
    await signIn();
    await device.open();
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(
        requests(path, operation),
        fc.constantFrom('staff', 'device', 'nobody'),
        async (sent, as) => {
          const answer = await fetch(`${address}${sent.path}`, {
            method: method.toUpperCase(),
            redirect: 'manual',
            signal: AbortSignal.timeout(PATIENCE_MS),
            headers: {
              'Sec-Fetch-Site': 'same-origin',
              ...sent.headers,
              ...(as === 'staff' && { Cookie: `__Host-session=${token}` }),
              ...(path.startsWith('/api/v1/inbound/') &&
                sender.sign(sent.path, {
                  type: sent.headers['Content-Type'] ?? '',
                  body: sent.body ?? '',
                })),
              ...(as === 'device' && {
                Authorization: `Bearer ${device.token}`,
              }),
            },
            ...(sent.body === undefined ? {} : { body: sent.body }),
          });
          const said = await answer.text();
          statuses.add(answer.status);
          // 503: too many sign in at once.
          if (answer.status !== 503)
            expect(answer.status, said).toBeLessThan(500);
          if (answer.status < 400) return;
          expect(said).not.toMatch(INNER);
          for (const each of PERSONAL) expect(said).not.toContain(each);
        },
      ),
      { numRuns: RUNS, ...seeded() },
    );
    // Some came through the door, to what is behind it.
    const behind = [...statuses].filter((each) => each !== 401 && each !== 403);
    expect(behind).not.toEqual([]);
  },
  60_000 + RUNS * 1_000,
);

/** The same requests each time, so that who breaks it sees it at once. */
function seeded(): { seed: number } {
  return { seed: Number(process.env['FUZZ_SEED'] ?? 20_261_130) };
}

afterAll(() => {
  const faults = log.filter((line) => /"level":[56]0/.test(line));
  expect(faults).toEqual([]);
  const all = log.join('\n');
  for (const each of PERSONAL) expect(all).not.toContain(each);
});
