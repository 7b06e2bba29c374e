// The build, and with it every test, has the database's library without what the device
// does without; its types know nothing of that, and no test may come to a use of it.
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
