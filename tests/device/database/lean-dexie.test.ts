// The build leaves out of the database's library what the device does without; the
// tests run on the whole of it, and would not notice a use of what is missing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LEFT_OUT } from '../../../src/build/lean-dexie.ts';

const used = new RegExp(
  String.raw`\.(${LEFT_OUT.join('|')}|hook)\(|\b(liveQuery|RangeSet)\b`,
);

test('nothing of the device uses what the build leaves out of Dexie', () => {
  const users = readdirSync('src/device', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .filter((name) =>
      used.test(readFileSync(join('src/device', name), 'utf8')),
    );
  expect(users).toEqual([]);
});
