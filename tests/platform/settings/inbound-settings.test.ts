import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from '../../../src/platform/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'vsp-inbound-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const file = (value: unknown) => {
  files += 1;
  const path = join(folder, `${files}.json`);
  writeFileSync(path, JSON.stringify(value));
  return path;
};
const secret = 'x'.repeat(32);
const province = { id: 'province', name: '湖北政务服务网', secret };
const good = {
  INBOUND_URL: 'https://platform.example.gov.cn/',
  INBOUND_SENDERS_FILE: file([{ ...province, begins: true }]),
};

test('systems may speak to the platform by a file of who they are and what they may say', () => {
  expect(readConfig(good)).toMatchObject({
    ok: true,
    value: {
      inbound: {
        url: 'https://platform.example.gov.cn',
        senders: [{ ...province, begins: true, offices: [] }],
      },
    },
  });
  expect(readConfig({})).toMatchObject({ ok: true });
});

test.each([
  ['INBOUND_URL', 'http://platform.example.gov.cn'],
  ['INBOUND_SENDERS_FILE', ''],
  ['INBOUND_SENDERS_FILE', '/nowhere/at/all'],
  ['INBOUND_SENDERS_FILE', file([])],
  ['INBOUND_SENDERS_FILE', file([{ ...province, secret: 'short' }])],
  ['INBOUND_SENDERS_FILE', file([province, province])],
  ['INBOUND_SENDERS_FILE', file([{ ...province, may: 'all' }])],
])('%s as “%s” is said, and the secret is not', (name, value) => {
  const read = readConfig({ ...good, [name]: value });
  if (read.ok) throw new Error('taken');
  expect(read.problems).toHaveLength(1);
  expect(read.problems[0]).toContain(name);
  expect(read.problems[0]).not.toContain(secret);
});
