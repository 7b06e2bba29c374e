import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { CountyKeys } from '../../../src/platform/keys/county-keys.ts';
import {
  markOf,
  readToken,
  writeToken,
  type Claims,
} from '../../../src/platform/session/token.ts';

const keysOf = (token: Uint8Array) =>
  ({ secrets: { token } }) as unknown as CountyKeys;
const keys = keysOf(new Uint8Array(randomBytes(32)));
const now = new Date('2026-11-25T08:00:00Z');
const claims: Claims = {
  deviceId: '019ab000-0000-7000-8000-0000000000b1',
  scope: ['deliver', 'read'],
  epochMark: markOf('an epoch'),
  lifeMark: markOf('a life'),
  expiresAtS: now.getTime() / 1000 + 900,
};

test('a token says again what was written into it, in 66 characters', () => {
  const token = writeToken(keys, claims);
  expect(token).toHaveLength(66);
  expect(readToken(keys, token, now)).toEqual(claims);
  const locked: Claims = { ...claims, scope: ['deliver'] };
  expect(readToken(keys, writeToken(keys, locked), now)).toEqual(locked);
});

test('a token with any character changed, of other keys, or expired is none', () => {
  const token = writeToken(keys, claims);
  for (let at = 0; at < token.length; at += 1) {
    const other = token[at] === 'A' ? 'Q' : 'A';
    const changed = token.slice(0, at) + other + token.slice(at + 1);
    expect(readToken(keys, changed, now)).toBeUndefined();
  }
  const others = keysOf(new Uint8Array(randomBytes(32)));
  expect(readToken(others, token, now)).toBeUndefined();
  const later = new Date(claims.expiresAtS * 1000);
  expect(readToken(keys, token, later)).toBeUndefined();
  expect(readToken(keys, '', now)).toBeUndefined();
});

test('epochs are told apart by their marks', () => {
  expect(markOf('one')).not.toBe(markOf('two'));
});
