// What `npm run backup` makes of a county at work, and what it refuses to make.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  materialPath,
  readDescription,
} from '../../../src/platform/backup/backup-form.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { RestorableCounty } from '../../support/restorable-county.ts';
import { aMaterial, citing, postWhole } from '../materials/a-material.ts';

const county = await RestorableCounty.open();
const { context, folder: dataDir } = county.platform;
const device = await TestDevice.ready(county.platform, '422825201237');

/** A case with a photograph that has arrived; its hash. */
async function aPhotograph(): Promise<string> {
  const material = aMaterial(5000);
  await device.push(await citing(device, material.ref));
  expect((await postWhole(device, material)).status).toBe(201);
  return material.ref.sha256;
}

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vsp-backups-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const backUp = (to: string, withKeys = false) =>
  county.backUp({ to, withKeys });
const liveFile = (sha256: string) =>
  join(dataDir, 'materials', materialPath(sha256));

test('a backup is a private folder that lists all its files as sha256sum reads them', async () => {
  const sha256 = await aPhotograph();
  const to = aFolder();
  const { folder, materials } = await backUp(to);
  expect(readdirSync(to)).toEqual([folder.slice(to.length + 1)]);
  expect(readdirSync(folder).toSorted()).toEqual([
    'backup.json',
    'files.sha256',
    'materials',
    'postgres',
  ]);
  expect(materials.count).toBeGreaterThan(0);
  expect(existsSync(join(folder, 'materials', materialPath(sha256)))).toBe(
    true,
  );
  execFileSync('sha256sum', ['-c', '--quiet', '--strict', 'files.sha256'], {
    cwd: folder,
  });
  const description = await readDescription(folder);
  const listed = readdirSync(folder, { recursive: true, withFileTypes: true });
  // All but the description and the list itself.
  expect(listed.filter((entry) => entry.isFile())).toHaveLength(
    (description?.files ?? 0) + 2,
  );
  for (const entry of listed) {
    const { mode } = statSync(join(entry.parentPath, entry.name));
    expect(mode & 0o077).toBe(0);
  }
});

test('keys are in it only when that is asked for', async () => {
  const to = aFolder();
  const { folder } = await backUp(to, true);
  expect(readdirSync(join(folder, 'keys')).toSorted()).toEqual(
    readdirSync(join(dataDir, 'keys')).toSorted(),
  );
});

test('a later backup in the same folder shares the bytes of materials, and stays whole without the earlier one', async () => {
  const sha256 = await aPhotograph();
  const to = aFolder();
  const first = await backUp(to);
  const added = await aPhotograph();
  // Named by the second it was begun in.
  await expect
    .poll(() => Date.now())
    .toBeGreaterThan(Date.parse(first.description.through) + 1000);
  const second = await backUp(to);
  const { linked, count } = second.materials;
  expect(linked).toBe(first.materials.count);
  expect(count).toBe(linked + 1);
  const shared = join('materials', materialPath(sha256));
  const ofItself = join('materials', materialPath(added));
  expect(statSync(join(second.folder, shared)).nlink).toBe(2);
  expect(statSync(join(second.folder, ofItself)).nlink).toBe(1);
  rmSync(first.folder, { recursive: true });
  execFileSync('sha256sum', ['-c', '--quiet', '--strict', 'files.sha256'], {
    cwd: second.folder,
  });
});

test('bytes that rotted since an earlier backup, there or here, get into no later one', async () => {
  const sha256 = await aPhotograph();
  const to = aFolder();
  const first = await backUp(to);
  const inFirst = join(first.folder, 'materials', materialPath(sha256));
  const good = readFileSync(liveFile(sha256));
  const rotten = Buffer.alloc(good.length, 7);
  writeFileSync(inFirst, rotten);
  await expect
    .poll(() => Date.now())
    .toBeGreaterThan(Date.parse(first.description.through) + 1000);
  const second = await backUp(to);
  expect(
    readFileSync(join(second.folder, 'materials', materialPath(sha256))),
  ).toEqual(good);
  expect(second.materials.linked).toBe(second.materials.count - 1);

  writeFileSync(liveFile(sha256), rotten);
  await expect(backUp(to)).rejects.toThrow('有1份材料');
  expect(readdirSync(to)).toHaveLength(2);
  writeFileSync(liveFile(sha256), good);
});

test('a material whose file is gone is asked for again, and the rest is backed up', async () => {
  const sha256 = await aPhotograph();
  rmSync(liveFile(sha256));
  const { materials } = await backUp(aFolder());
  expect(materials.missing).toBe(1);
  const { wanted } = await device.open();
  expect(wanted?.map((each) => each.sha256)).toContain(sha256);
});

test('a material whose file holds something else makes no backup, and is named', async () => {
  const sha256 = await aPhotograph();
  const to = aFolder();
  writeFileSync(liveFile(sha256), 'something else');
  await expect(backUp(to)).rejects.toThrow(materialPath(sha256));
  expect(readdirSync(to)).toEqual([]);
  rmSync(liveFile(sha256));
  await backUp(to);
});

test('it is made neither inside of the data folder nor beside another one', async () => {
  const inside = join(dataDir, 'backups');
  await expect(backUp(inside)).rejects.toThrow('--to');
  expect(existsSync(inside)).toBe(false);
  const to = aFolder();
  const results = await Promise.allSettled([backUp(to), backUp(to)]);
  expect(results.map(({ status }) => status).toSorted()).toEqual([
    'fulfilled',
    'rejected',
  ]);
  expect(readdirSync(to)).toHaveLength(1);
});

test('what it needs of the engine is given back', async () => {
  await backUp(aFolder());
  const [slots] = await context.sql<{ n: number }[]>`
    SELECT count(*) AS n FROM pg_replication_slots`;
  expect(slots?.n).toBe(0);
});
