import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findKeys } from '../../../src/platform/backup/find-keys.ts';
import { loadCountyKeys } from '../../../src/platform/keys/county-keys.ts';
import { rotateIntakeKey } from '../../../src/platform/keys/rotate-keys.ts';

const directory = mkdtempSync(join(tmpdir(), 'vsp-find-keys-'));
afterAll(() => rmSync(directory, { recursive: true }));
const county = '422825';

test('a folder of keys fits a backup of before an intake key was put away, and lacks what no other can stand for', async () => {
  const { root } = await loadCountyKeys(
    directory,
    county,
    new Date('2025-01-05'),
  );
  const names = readdirSync(directory);
  const backup = { areIn: false, rootKid: root.kid, names };
  for (const day of ['2025-04-05', '2026-07-05']) {
    const now = new Date(day);
    await rotateIntakeKey({ directory, county, now, isColdNeeded: false });
  }
  expect(readdirSync(directory)).not.toContain('intake.json');
  expect(await findKeys(directory, backup)).toContain('column.secret.json');

  for (const name of readdirSync(directory))
    if (name.startsWith('intake.')) rmSync(join(directory, name));
  await expect(findKeys(directory, backup)).rejects.toThrow('intake.json');
  rmSync(join(directory, 'column.secret.json'));
  await expect(findKeys(directory, backup)).rejects.toThrow(
    'column.secret.json',
  );
});
