import { scryptSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import {
  addAccount,
  setTotpSecret,
} from '../../../src/platform/database/queries/accounts.ts';
import { saveStation } from '../../../src/platform/database/queries/stations.ts';
import { loadCountyKeys } from '../../../src/platform/keys/county-keys.ts';
import { hashPassword } from '../../../src/platform/people/password.ts';
import {
  describeStaff,
  findPrincipal,
  isFresh,
  proveAgain,
  signIn,
  signOut,
} from '../../../src/platform/people/sign-in.ts';
import { unlockLogin } from '../../../src/platform/people/sign-in-limits.ts';
import { sealTotpSecret } from '../../../src/platform/people/totp-secret.ts';
import { makeTotpSecret, totpCode } from '../../../src/platform/people/totp.ts';
import { createTestDatabase } from '../../support/postgres.ts';

const { sql } = await createTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'vsp-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
const MINUTE_MS = 60_000;
let now = Date.parse('2026-11-25T01:00:00Z');
const people = {
  sql,
  config: { county: '422825', demo: true, address: 'http://localhost' },
  keys: await loadCountyKeys(folder, '422825'),
  clock: () => new Date(now),
};
const passwordHash = await hashPassword('right');
let login = '';
/** Of another network each time, unless a test says so. */
let address = '';
let serial = 0;

beforeEach(async () => {
  serial += 1;
  login = `reviewer-${serial}`;
  address = `10.0.0.${serial}`;
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
  const result = await signIn(people, { login, password: 'right', address });
  if (!result.ok) throw new Error(result.code);
  return result.value.token;
}

const attempt = (password: string, code?: string) =>
  signIn(people, {
    login,
    password,
    address,
    ...(code === undefined ? {} : { code }),
  });

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

test('what an open page asks by itself does not keep the session open', async () => {
  const token = await signedIn();
  for (let i = 0; i < 2; i += 1) {
    now += 14 * MINUTE_MS;
    expect(
      await findPrincipal(people, token, { isUnattended: true }),
    ).toBeDefined();
  }
  now += 2 * MINUTE_MS;
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
  expect(await signIn(real, { login, password: 'right', address })).toEqual({
    ok: false,
    code: 'signInFailed',
  });
});

test('a wrong password and an unknown login get the same answer', async () => {
  const refused = { ok: false, code: 'signInFailed' };
  expect(await attempt('wrong')).toEqual(refused);
  expect(
    await signIn(people, { login: 'nobody', password: 'x', address }),
  ).toEqual(refused);
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
  expect(codes).not.toContain('in');
});

test('a login that nobody has waits like one that somebody has', async () => {
  const nobody = { login: 'nobody-at-all', password: 'x', address };
  for (let i = 0; i < 5; i += 1) await signIn(people, nobody);
  expect(await signIn(people, nobody)).toEqual({
    ok: false,
    code: 'tooManyRequests',
    retryAfterS: 2,
  });
});

test('the twentieth wrong password in a row locks the login for an hour, which the county may end', async () => {
  await attempt('wrong');
  await sql`UPDATE sign_in_tries SET tries = 18 WHERE subject LIKE 'login:%'`;
  for (let i = 0; i < 2; i += 1) {
    await attempt('wrong');
    now += MINUTE_MS;
  }
  expect(await attempt('right')).toEqual({
    ok: false,
    code: 'tooManyRequests',
    retryAfterS: 59 * 60,
  });
  await unlockLogin(people, login);
  expect(await attempt('right')).toMatchObject({ ok: true });
});

test('a network that guesses at many logins has to wait, and others have not', async () => {
  await signIn(people, { login: 'guess-1', password: 'x', address });
  await sql`UPDATE sign_in_tries SET tries = 49 WHERE subject LIKE 'network:%'`;
  await signIn(people, { login: 'guess-2', password: 'x', address });
  expect(await attempt('right')).toMatchObject({ code: 'tooManyRequests' });
  address = '10.1.0.1';
  expect(await attempt('right')).toMatchObject({ ok: true });
});

test('a flood of sign-ins is answered at once, and takes no place from another network', async () => {
  const flood = Array.from({ length: 200 }, (_, i) =>
    signIn(people, { login: `flood-${i}`, password: 'x', address }),
  );
  const other = signIn(people, {
    login,
    password: 'right',
    address: '10.2.0.1',
  });
  const codes = (await Promise.all(flood)).map((each) =>
    each.ok ? 'in' : each.code,
  );
  expect(codes.filter((code) => code === 'signInBusy')).toHaveLength(192);
  expect(await other).toMatchObject({ ok: true });
  // The places are free again.
  expect(await attempt('right')).toMatchObject({ ok: true });
});

test('however many networks there are, only so many sign-ins wait', async () => {
  const results = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      signIn(people, { login: 'none', password: 'x', address: `10.3.0.${i}` }),
    ),
  );
  const busy = results.filter((each) => !each.ok && each.code === 'signInBusy');
  expect(busy).toHaveLength(8);
});

test('a password stored by release 0.1.0 opens, and is stored anew', async () => {
  // Of "right", with a cost that a test can pay.
  const old = scryptSync('right', 'salt', 32, { N: 16, r: 1, p: 1 });
  const stored = `scrypt$16$1$1$${Buffer.from('salt').toString('base64url')}$${old.toString('base64url')}`;
  await sql`UPDATE accounts SET password_hash = ${stored} WHERE login = ${login}`;
  expect(await attempt('wrong')).toMatchObject({ code: 'signInFailed' });
  expect(await attempt('right')).toMatchObject({ ok: true });
  const [row] = await sql<{ hash: string }[]>`
    SELECT password_hash AS hash FROM accounts WHERE login = ${login}`;
  expect(row?.hash).toMatch(/^\$argon2id\$/);
  expect(await attempt('right')).toMatchObject({ ok: true });
});

test('with a second factor the password alone opens nothing, and each code opens once', async () => {
  const secret = makeTotpSecret();
  const accountId = `S${serial}`;
  await setTotpSecret(sql, {
    county: '422825',
    accountId,
    totpSecret: sealTotpSecret(people, accountId, secret),
  });
  const code = () => totpCode(secret, Math.floor(now / 30_000));
  expect(await attempt('right')).toEqual({ ok: false, code: 'codeNeeded' });
  const wrong = totpCode(secret, Math.floor(now / 30_000) + 9);
  expect(await attempt('right', wrong)).toMatchObject({ code: 'signInFailed' });
  // Without the password a right code says nothing.
  expect(await attempt('wrong', code())).toMatchObject({
    code: 'signInFailed',
  });
  const used = code();
  expect(await attempt('right', used)).toMatchObject({ ok: true });
  expect(await attempt('right', used)).toMatchObject({ code: 'signInFailed' });
  now += MINUTE_MS;
  expect(await attempt('right', code())).toMatchObject({ ok: true });
});

test('who knows the password guesses at the code no more often than at a password', async () => {
  const secret = makeTotpSecret();
  const accountId = `S${serial}`;
  const totpSecret = sealTotpSecret(people, accountId, secret);
  await setTotpSecret(sql, { county: '422825', accountId, totpSecret });
  const wrong = totpCode(secret, Math.floor(now / 30_000) + 9);
  for (let i = 0; i < 5; i += 1) {
    await attempt('right', wrong);
    // Asking without a code takes back none of the guesses.
    await attempt('right');
  }
  expect(await attempt('right', wrong)).toMatchObject({
    code: 'tooManyRequests',
  });
});

test('a fresh login counts for five minutes, and is given again by the password', async () => {
  const token = await signedIn();
  const present = async () => {
    const principal = await findPrincipal(people, token);
    if (principal === undefined) throw new Error('signed out');
    return principal;
  };
  expect(isFresh(people, await present())).toBe(true);
  now += 6 * MINUTE_MS;
  expect(isFresh(people, await present())).toBe(false);
  const again = async (password: string) =>
    await proveAgain(people, {
      token,
      principal: await present(),
      proof: { password },
      address,
    });
  expect(await again('wrong')).toEqual({ ok: false, code: 'signInFailed' });
  expect(isFresh(people, await present())).toBe(false);
  expect(await again('right')).toEqual({ ok: true });
  expect(isFresh(people, await present())).toBe(true);
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
    audiences: ['township:422825102'],
  });
});
