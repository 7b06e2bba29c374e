import { beforeEach, expect, test } from 'vitest';
import { addAccount } from '../../../src/platform/database/queries/accounts.ts';
import { saveStation } from '../../../src/platform/database/queries/stations.ts';
import { hashPassword } from '../../../src/platform/people/password.ts';
import {
  describeStaff,
  findPrincipal,
  signIn,
  signOut,
} from '../../../src/platform/people/sign-in.ts';
import { createTestDatabase } from '../../support/postgres.ts';

const { sql } = await createTestDatabase();
const MINUTE_MS = 60_000;
let now = Date.parse('2026-11-25T01:00:00Z');
const people = {
  sql,
  config: { county: '422825', demo: true, address: 'http://localhost' },
  clock: () => new Date(now),
};
const passwordHash = await hashPassword('right');
let login = '';
let serial = 0;

beforeEach(async () => {
  serial += 1;
  login = `reviewer-${serial}`;
  await addAccount(sql, {
    county: '422825',
    accountId: `S${serial}`,
    login,
    name: '舒示贵',
    passwordHash,
    demo: true,
    roles: [{ role: 'reviewer', audience: 'township:422825102' }],
  });
});

async function signedIn(): Promise<string> {
  const result = await signIn(people, { login, password: 'right' });
  if (!result.ok) throw new Error(result.code);
  return result.value.token;
}

const attempt = (password: string) => signIn(people, { login, password });

test('whoever signs in is known by the token, until he signs out', async () => {
  const token = await signedIn();
  const principal = await findPrincipal(people, token);
  expect(principal).toMatchObject({
    accountId: `S${serial}`,
    roles: [{ role: 'reviewer', audience: 'township:422825102' }],
  });
  await signOut(people, token);
  expect(await findPrincipal(people, token)).toBeUndefined();
});

test('the database holds no token', async () => {
  const token = await signedIn();
  const rows = await sql`SELECT * FROM sessions`;
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('a session ends after 30 idle minutes, and use keeps it open', async () => {
  const token = await signedIn();
  for (let i = 0; i < 3; i += 1) {
    now += 29 * MINUTE_MS;
    expect(await findPrincipal(people, token)).toBeDefined();
  }
  now += 30 * MINUTE_MS;
  expect(await findPrincipal(people, token)).toBeUndefined();
});

test('a session ends 8 hours after it began, however busy it is', async () => {
  const token = await signedIn();
  for (let i = 0; i < 23; i += 1) {
    now += 20 * MINUTE_MS;
    expect(await findPrincipal(people, token)).toBeDefined();
  }
  now += 20 * MINUTE_MS;
  expect(await findPrincipal(people, token)).toBeUndefined();
});

test('a disabled account is out at once', async () => {
  const token = await signedIn();
  await sql`UPDATE accounts SET disabled_at = now() WHERE login = ${login}`;
  expect(await findPrincipal(people, token)).toBeUndefined();
  expect(await attempt('right')).toEqual({ ok: false, code: 'signInFailed' });
});

test('an account of the demo opens nothing where there is no demo', async () => {
  const token = await signedIn();
  const real = { ...people, config: { ...people.config, demo: false } };
  expect(await findPrincipal(real, token)).toBeUndefined();
  expect(await signIn(real, { login, password: 'right' })).toEqual({
    ok: false,
    code: 'signInFailed',
  });
});

test('a wrong password and an unknown login get the same answer', async () => {
  const refused = { ok: false, code: 'signInFailed' };
  expect(await attempt('wrong')).toEqual(refused);
  expect(await signIn(people, { login: 'nobody', password: 'x' })).toEqual(
    refused,
  );
});

test('from the fifth wrong password on each try has to wait longer', async () => {
  for (let i = 0; i < 5; i += 1) await attempt('wrong');
  expect(await attempt('right')).toEqual({
    ok: false,
    code: 'tooManyRequests',
    retryAfterS: 2,
  });
  now += 2000;
  await attempt('wrong');
  expect(await attempt('right')).toMatchObject({ retryAfterS: 4 });
  now += 4000;
  expect(await attempt('right')).toMatchObject({ ok: true });
  // The right one clears the count.
  expect(await attempt('wrong')).toMatchObject({ code: 'signInFailed' });
});

test('guesses made at one moment are counted as well', async () => {
  const results = await Promise.all(
    Array.from({ length: 12 }, () => attempt('wrong')),
  );
  const codes = results.map((result) => (result.ok ? 'in' : result.code));
  expect(codes.filter((code) => code === 'signInFailed')).toHaveLength(5);
});

test('the console is told name, role and township', async () => {
  await saveStation(sql, '422825', {
    code: '422825102000',
    kind: 'township',
    name: '沙道沟镇便民服务大厅',
    villageName: null,
    town9: '422825102',
    townName: '沙道沟镇',
    phone: null,
  });
  const principal = await findPrincipal(people, await signedIn());
  if (principal === undefined) throw new Error('signed out');
  expect(await describeStaff(people, principal)).toEqual({
    id: `S${serial}`,
    name: '舒示贵',
    role: 'reviewer',
    town9: '422825102',
    townName: '沙道沟镇',
  });
});
