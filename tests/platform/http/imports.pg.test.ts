import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { addAccount } from '../../../src/platform/database/queries/accounts.ts';
import { hashPassword } from '../../../src/platform/people/password.ts';
import {
  IMPORT_HEADER,
  IMPORT_PATH,
  importListSchema,
  importSummarySchema,
} from '../../../src/protocol/stick-file.ts';
import { StickReader } from '../../../src/protocol/read-stick.ts';
import { STICK_TYPES } from '../../../src/protocol/stick-records.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { digest, stickRecords, toFile } from '../../support/stick-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { context, address } = platform;
const url = `${address}${IMPORT_PATH}`;
const OWN_PAGE = { 'Sec-Fetch-Site': 'same-origin' };
const FILE = {
  'Content-Type': 'application/octet-stream',
  [IMPORT_HEADER]: '1',
};

beforeAll(async () => {
  const passwordHash = await hashPassword('right');
  for (const [login, role, audience] of [
    ['reviewer', 'reviewer', 'township:422825102'],
    ['other', 'reviewer', 'township:422825101'],
    ['administrator', 'administrator', 'county'],
  ] as const)
    await addAccount(context.sql, {
      county: COUNTY,
      accountId: login,
      login,
      name: `舒示贵 ${login}`,
      passwordHash,
      demo: true,
      roles: [{ role, audience }],
    });
});

async function signedIn(login: string): Promise<Record<string, string>> {
  const answer = await fetch(`${address}/api/v1/review/session`, {
    method: 'POST',
    headers: { ...OWN_PAGE, 'Content-Type': 'application/json' },
    body: JSON.stringify({ login, password: 'right' }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { ...OWN_PAGE, Cookie: cookie };
}

async function aFile(): Promise<Uint8Array<ArrayBuffer>> {
  const device = await TestDevice.ready(platform, '422825201237');
  const envelope = await device.make(device.submitOperation());
  return await toFile(
    ...(await stickRecords(device, { batches: [[envelope]] })),
  );
}

const post = (headers: Record<string, string>, body: BodyInit) =>
  fetch(url, { method: 'POST', headers, body });
const codeOf = async (answer: Response) =>
  ((await answer.json()) as { code: string }).code;

test('a township’s reviewer sends the file as it is, and both townships and county see their own list', async () => {
  const staff = await signedIn('reviewer');
  const answer = await post({ ...staff, ...FILE }, await aFile());
  expect(answer.status).toBe(200);
  const summary = v.parse(importSummarySchema, await answer.json());
  expect(summary.cases.received).toBe(1);

  const list = async (login: string) => {
    const got = await fetch(url, { headers: await signedIn(login) });
    return v.parse(importListSchema, await got.json()).imports;
  };
  expect(await list('reviewer')).toEqual([summary]);
  expect(await list('administrator')).toEqual([summary]);
  expect(await list('other')).toEqual([]);
});

test('the answer is a file for that device, and for nobody’s eyes but the importer’s and the county’s', async () => {
  const staff = await signedIn('reviewer');
  const answer = await post({ ...staff, ...FILE }, await aFile());
  const { importId, files } = v.parse(importSummarySchema, await answer.json());
  const get = async (login: string, deviceId = files[0]?.deviceId ?? '') =>
    await fetch(`${url}/${importId}/replies/${deviceId}`, {
      headers: await signedIn(login),
    });
  const reply = await get('reviewer');
  expect(reply.status).toBe(200);
  expect(reply.headers.get('content-disposition')).toContain('attachment');
  const bytes = new Uint8Array(await reply.arrayBuffer());
  const kinds: number[] = [];
  async function* once() {
    yield await Promise.resolve(bytes);
  }
  for await (const piece of new StickReader(once(), digest).pieces())
    kinds.push(piece.kind === 'record' ? piece.type : -1);
  expect(kinds[0]).toBe(STICK_TYPES.keySet);
  expect(new Set(kinds.slice(1))).toEqual(new Set([STICK_TYPES.reply]));
  // Names and numbers of the feed are sealed to the device's clerks.
  expect(Buffer.from(bytes).includes('瞿')).toBe(false);
  expect((await get('administrator')).status).toBe(200);
  expect((await get('other')).status).toBe(404);
  expect(
    (await get('reviewer', '019ab000-0000-7000-8000-000000000000')).status,
  ).toBe(404);
  expect((await get('reviewer', 'nonsense')).status).toBe(404);
});

test('another site, a form and a stranger are turned away before a byte is read', async () => {
  const staff = await signedIn('reviewer');
  const file = await aFile();
  const { [IMPORT_HEADER]: _, ...withoutMark } = FILE;
  expect((await post(FILE, file)).status).toBe(403);
  expect((await post({ ...OWN_PAGE, ...FILE }, file)).status).toBe(401);
  expect(
    (await post({ ...staff, ...FILE, 'Sec-Fetch-Site': 'cross-site' }, file))
      .status,
  ).toBe(403);
  expect((await post({ ...staff, ...withoutMark }, file)).status).toBe(403);
  expect(
    (await post({ ...staff, ...FILE, 'Content-Type': 'text/plain' }, file))
      .status,
  ).toBe(415);
  const [row] = await context.sql`SELECT count(*)::int AS n FROM imports`;
  expect(row?.['n']).toBe(2);
});

test('a picture by mistake is said to be no such file', async () => {
  const staff = await signedIn('reviewer');
  const answer = await post({ ...staff, ...FILE }, randomBytes(300_000));
  expect(answer.status).toBe(422);
  expect(await codeOf(answer)).toBe('importUnreadable');
});

test('a file whose sending breaks off is taken as far as it came', async () => {
  const staff = await signedIn('administrator');
  const device = await TestDevice.ready(platform, '422825201237');
  const envelope = await device.make(device.submitOperation());
  const file = await toFile(
    ...(await stickRecords(device, {
      batches: [[envelope]],
      materials: [new Uint8Array(randomBytes(3_000_000))],
    })),
  );
  const cut = new AbortController();
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(file.subarray(0, 100_000)),
  });
  const sending = fetch(url, {
    method: 'POST',
    headers: { ...staff, ...FILE },
    body,
    duplex: 'half',
    signal: cut.signal,
  } as RequestInit).catch(() => undefined);
  await expect
    .poll(async () => {
      const rows = await context.sql`
        SELECT 1 FROM operations WHERE device_id = ${device.id}`;
      return rows.length;
    })
    .toBe(1);
  cut.abort();
  await sending;
  await expect
    .poll(async () => {
      const got = await fetch(url, { headers: staff });
      return v.parse(importListSchema, await got.json()).imports[0];
    })
    .toMatchObject({ cases: { received: 1 }, torn: true });
});

test('the log of an import holds no name, number or file', async () => {
  expect(platform.log.join('')).not.toMatch(/瞿示秀|0000001934|jwe/);
});
