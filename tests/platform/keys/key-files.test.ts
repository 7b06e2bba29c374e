import {
  chownSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { addFile } from '../../../src/platform/keys/key-files.ts';
import { addToRing, loadRing } from '../../../src/platform/keys/key-ring.ts';

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vsp-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('the first key, which does not say since when, seals no more after its file was copied', async () => {
  const folder = aFolder();
  const first = join(folder, 'column.secret.json');
  writeFileSync(first, JSON.stringify({ secret: 'x' }));
  const rotatedAt = new Date('2026-05-01T00:00:00Z');
  const second = { kid: 'second', content: { secret: 'y' }, now: rotatedAt };
  addToRing(folder, 'column.secret', second);
  const restoredAt = new Date('2026-08-01T00:00:00Z');
  utimesSync(first, restoredAt, restoredAt);
  const ring = await loadRing(folder, 'column.secret', {
    now: new Date('2026-11-01T00:00:00Z'),
    make: () => Promise.reject(new Error('there is one')),
  });
  expect(ring.map(({ kid }) => kid)).toEqual(['second', '']);
});

test.runIf(process.getuid?.() === 0)(
  'a key that root makes belongs to whom the folder belongs to',
  () => {
    const folder = aFolder();
    chownSync(folder, 4711, 4712);
    addFile(join(folder, 'cold'), 'a.json', { secret: 'x' });
    for (const path of ['cold', 'cold/a.json'])
      expect(statSync(join(folder, path))).toMatchObject({
        uid: 4711,
        gid: 4712,
      });
    expect(readFileSync(join(folder, 'cold/a.json'), 'utf8')).toContain('x');
  },
);
