import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from '../../../src/platform/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'vsp-s3-'));
afterAll(() => rmSync(folder, { recursive: true }));
const secretFile = join(folder, 'secret');
writeFileSync(secretFile, 'the secret\n');
const good = {
  MATERIALS_URL: 'https://s3.example.gov.cn/materials/',
  MATERIALS_KEY_ID: 'village',
  MATERIALS_SECRET_FILE: secretFile,
};

test('materials lie in a bucket by its address and a key', () => {
  expect(readConfig(good)).toMatchObject({
    ok: true,
    value: {
      bucket: {
        url: 'https://s3.example.gov.cn/materials',
        region: 'us-east-1',
        keyId: 'village',
        secret: 'the secret',
      },
    },
  });
});

test.each([
  ['MATERIALS_URL', 'https://s3.example.gov.cn'],
  ['MATERIALS_URL', 'https://s3.example.gov.cn/materials/of/the/county'],
  ['MATERIALS_URL', 'http://s3.example.gov.cn/materials'],
  ['MATERIALS_URL', 'https://s3.example.gov.cn/materials?x=1'],
  ['MATERIALS_REGION', 'the region'],
  ['MATERIALS_KEY_ID', ''],
  ['MATERIALS_SECRET_FILE', '/nowhere/at/all'],
])('%s as “%s” is said, and the secret is not', (name, value) => {
  const read = readConfig({ ...good, [name]: value });
  if (read.ok) throw new Error('taken');
  expect(read.problems).toHaveLength(1);
  expect(read.problems[0]).toContain(name);
  expect(read.problems[0]).not.toContain('the secret');
});
