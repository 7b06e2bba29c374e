import { expect, test } from 'vitest';
import {
  findTotpStep,
  makeTotpSecret,
  toBase32,
  totpAddress,
  totpCode,
} from '../../../src/platform/people/totp.ts';

const SECRET = Buffer.from('12345678901234567890');

test('codes are those of RFC 6238, appendix B, in their last six digits', () => {
  for (const [seconds, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ] as const)
    expect(totpCode(SECRET, Math.floor(seconds / 30))).toBe(code);
});

test('secrets are told in base32 as RFC 4648 has it', () => {
  expect(toBase32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
  expect(toBase32(Buffer.from('fooba'))).toBe('MZXW6YTB');
  expect(toBase32(SECRET)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  expect(totpAddress(SECRET, { issuer: 'A B', login: 'admin' })).toBe(
    'otpauth://totp/A%20B%3Aadmin?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=A%20B',
  );
});

test('a telephone may be half a minute off, and a code is used once', () => {
  const secret = makeTotpSecret();
  const now = new Date('2026-11-25T01:00:15Z');
  const step = Math.floor(now.getTime() / 30_000);
  const find = (code: string, lastStep = 0) =>
    findTotpStep(secret, { code, now, lastStep });
  for (const near of [step - 1, step, step + 1])
    expect(find(totpCode(secret, near))).toBe(near);
  for (const far of [step - 3, step + 3])
    expect(find(totpCode(secret, far))).toBeUndefined();
  expect(find(totpCode(secret, step), step)).toBeUndefined();
  expect(find('')).toBeUndefined();
  const code = totpCode(secret, step);
  expect(find(`${code.slice(0, 3)} ${code.slice(3)}`)).toBe(step);
});
