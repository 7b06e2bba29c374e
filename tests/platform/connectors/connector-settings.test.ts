import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from '../../../src/platform/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'vsp-register-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (text: string) => {
  const path = join(folder, `${text.length}`);
  writeFileSync(path, text);
  return path;
};
const secret = 'x'.repeat(32);
const good = {
  CERTIFICATE_URL: 'https://dzzz.example.gov.cn/check',
  CERTIFICATE_SECRET_FILE: file(`${secret}\n`),
  OUTBOUND_URL: 'https://zwfw.example.gov.cn/events',
  OUTBOUND_SECRET_FILE: file(`${secret}\n`),
  SMS_URL: 'https://sms.example.gov.cn/messages',
  SMS_SECRET_FILE: file(`${secret}\n`),
};

test('a system is attached by its address and a secret in a file', () => {
  expect(readConfig(good)).toMatchObject({
    ok: true,
    value: {
      certificates: {
        url: 'https://dzzz.example.gov.cn/check',
        secret,
        timeoutMs: 10_000,
      },
      outbound: {
        url: 'https://zwfw.example.gov.cn/events',
        secret,
        timeoutMs: 10_000,
      },
    },
  });
});

test.each([
  ['CERTIFICATE_URL', 'http://dzzz.example.gov.cn/check'],
  ['CERTIFICATE_URL', 'dzzz'],
  ['CERTIFICATE_SECRET_FILE', ''],
  ['CERTIFICATE_SECRET_FILE', '/nowhere/at/all'],
  ['CERTIFICATE_SECRET_FILE', file('short')],
  ['CERTIFICATE_TIMEOUT_MS', 'soon'],
  ['CERTIFICATE_TIMEOUT_MS', '5'],
  ['OUTBOUND_URL', 'ftp://zwfw.example.gov.cn'],
  ['OUTBOUND_SECRET_FILE', ''],
  ['OUTBOUND_TIMEOUT_MS', '0'],
  ['OUTBOUND_SM2_KEY_FILE', '/nowhere/at/all'],
  ['OUTBOUND_SM2_KEY_FILE', file(`${'f'.repeat(64)}\n\n`)],
  ['OUTBOUND_SM2_KEY_FILE', file('no key of sixty-four digits')],
  ['SMS_URL', 'http://sms.example.gov.cn'],
  ['SMS_SECRET_FILE', '/nowhere/at/all'],
  ['SMS_TIMEOUT_MS', '1e3'],
])('%s as “%s” is said, and the secret is not', (name, value) => {
  const read = readConfig({ ...good, [name]: value });
  if (read.ok) throw new Error('taken');
  expect(read.problems).toHaveLength(1);
  expect(read.problems[0]).toContain(name);
  expect(read.problems[0]).not.toContain(secret);
});
