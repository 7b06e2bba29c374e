import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { seedDemo } from '../../../src/platform/demo/seed.ts';
import { createApp } from '../../../src/platform/http/app.ts';
import { signIn } from '../../../src/platform/people/sign-in.ts';
import { demoSchema } from '../../../src/protocol/demo.ts';
import { ticketSchema } from '../../../src/protocol/enrolment.ts';
import { aTownship } from '../review/a-township.ts';

const { context } = await aTownship();
const dataDir = mkdtempSync(join(tmpdir(), 'vsp-demo-'));
afterAll(() => rmSync(dataDir, { recursive: true }));
const demoAccounts = await seedDemo(context, dataDir);
const app = createApp(context, { demoAccounts });

const from = (
  remoteAddress: string,
  headers: Record<string, string> = { Host: 'localhost:8080' },
) =>
  app.request(
    '/api/v1/demo',
    { headers },
    {
      incoming: { socket: { remoteAddress } },
    },
  );

test('a program on this machine gets accounts and fresh tickets of six villages', async () => {
  const demo = v.parse(demoSchema, await (await from('127.0.0.1')).json());
  expect(demo.villages).toHaveLength(6);
  expect(demo.accounts.map(({ role }) => role)).toEqual([
    'reviewer',
    'reviewer',
    'reviewer',
    'administrator',
    'handler',
  ]);
  const [village] = demo.villages;
  const claims = v.parse(ticketSchema, decodeJwt(village?.ticket ?? ''));
  expect(claims).toMatchObject({
    demo: true,
    policy: 'pin',
    station: { code: village?.code, townName: '椒园镇' },
    clerk: { id: 'S01', name: '向示玉' },
  });
  expect(village?.shortCode).toMatch(/^\d{8}$/);
  const again = v.parse(demoSchema, await (await from('::1')).json());
  expect(again.villages[0]?.ticket).not.toBe(village?.ticket);
});

test('to everybody else it does not exist', async () => {
  const host = { Host: 'localhost:8080' };
  for (const answer of [
    await from('192.168.1.7'),
    await from('10.0.0.1', { ...host, 'X-Forwarded-For': '127.0.0.1' }),
    await from('127.0.0.1', { ...host, 'X-Forwarded-For': '10.0.0.1' }),
    await from('127.0.0.1', { ...host, Forwarded: 'for=10.0.0.1' }),
    await from('127.0.0.1', { Host: 'platform.example.org' }),
    await from('127.0.0.1', { ...host, 'Sec-Fetch-Site': 'cross-site' }),
    await app.request('/api/v1/demo'),
    await createApp(context).request('/api/v1/demo'),
  ])
    expect(answer.status).toBe(404);
});

const address = '10.0.0.1';

test('every account of the demo signs in, and its password lies in one private file', async () => {
  for (const { login, password } of demoAccounts)
    expect(await signIn(context, { login, password, address })).toMatchObject({
      ok: true,
    });
  const file = join(dataDir, 'demo-accounts.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(demoAccounts);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('the next start finds the same accounts', async () => {
  expect(await seedDemo(context, dataDir)).toEqual(demoAccounts);
});

test('when the file is lost, new passwords take the place of the old', async () => {
  rmSync(join(dataDir, 'demo-accounts.json'));
  const [renewed] = await seedDemo(context, dataDir);
  const [former] = demoAccounts;
  if (renewed === undefined || former === undefined) throw new Error('none');
  expect(await signIn(context, { ...renewed, address })).toMatchObject({
    ok: true,
  });
  expect(await signIn(context, { ...former, address })).toMatchObject({
    ok: false,
  });
});
