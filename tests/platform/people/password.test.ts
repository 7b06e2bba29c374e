import { promisify } from 'node:util';
import { gunzip, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import {
  hashPassword,
  isPassword,
  makePassword,
} from '../../../src/platform/people/password.ts';

test('a password opens what was stored for it, and another does not', async () => {
  const stored = await hashPassword('k7wd-3npx-v2hs');
  expect(stored).not.toContain('k7wd');
  expect(await isPassword('k7wd-3npx-v2hs', stored)).toBe(true);
  expect(await isPassword('k7wd-3npx-v2hz', stored)).toBe(false);
  expect(await isPassword('', stored)).toBe(false);
});

test('the same password is stored differently each time', async () => {
  expect(await hashPassword('same')).not.toBe(await hashPassword('same'));
});

test('no stored text, or one that is none, opens nothing', async () => {
  expect(await isPassword('', undefined)).toBe(false);
  expect(await isPassword('', '')).toBe(false);
  expect(await isPassword('x', 'scrypt$32768$8$3$$')).toBe(false);
  // A cost that would exhaust the server is none of ours.
  const hash = 'A'.repeat(43);
  expect(
    await isPassword('x', `$argon2id$v=19$m=9999999,t=1,p=1$AAAA$${hash}`),
  ).toBe(false);
});

test('a made password is readable and never the same', () => {
  const made = new Set(Array.from({ length: 200 }, makePassword));
  expect(made.size).toBe(200);
  for (const password of made)
    expect(password).toMatch(/^[2-9a-hjkmnp-z]{4}(-[2-9a-hjkmnp-z]{4}){2}$/);
});

test('passwords are checked beside the threads for what devices send', async () => {
  let checked = 0;
  const flood = Array.from({ length: 12 }, async () => {
    await isPassword('x', undefined);
    checked += 1;
  });
  await promisify(gunzip)(gzipSync('a batch'));
  expect(checked).toBe(0);
  await Promise.all(flood);
  expect(checked).toBe(12);
  // The places are free again.
  expect(await isPassword('x', undefined)).toBe(false);
});
