// A county is backed up while its villages send, by the commands an operator types,
// comes back from it in another folder, and gets the rest from the villages. A backup
// that is killed leaves nothing that could be taken for one.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDescription } from '../../src/platform/backup/backup-form.ts';
import { connectBeside } from '../../src/platform/commands/connect-beside.ts';
import { readConfig } from '../../src/platform/config.ts';
import type { PlatformContext } from '../../src/platform/context.ts';
import { openMaterial } from '../../src/platform/materials/open-material.ts';
import { readEpoch } from '../../src/platform/session/epoch.ts';
import { readSafeThrough } from '../../src/platform/session/safe-through.ts';
import { backupText } from '../../src/text/backup.ts';
import { TestDevice } from '../support/device-builder.ts';
import { FleetDevice } from '../support/fleet-device.ts';
import { expectWhole, rest } from '../support/fleet.ts';
import { killEngine } from '../laboratory/real/engine.ts';
import { openLink, type Link } from '../support/link.ts';
import {
  aPlatform,
  type PlatformProcess,
} from '../support/platform-process.ts';

const STATIONS = ['422825102206', '422825201237', '422825201237'];
const root = mkdtempSync(join(tmpdir(), 'vsp-backup-'));
const backups = join(root, 'backups');
let platform: PlatformProcess;
let link: Link;
let county: PlatformContext;
const closers: (() => Promise<void>)[] = [];
const fleet: FleetDevice[] = [];

beforeAll(async () => {
  platform = await aPlatform();
  await platform.start();
  link = await openLink(() => platform.port);
  county = await besides(platform);
  for (const station of STATIONS) {
    const device = await TestDevice.unenrolled(
      {
        context: county,
        address: `http://127.0.0.1:${link.port}`,
        catalogueVersion: await currentVersion(),
      },
      station,
    );
    await device.enrol();
    fleet.push(new FleetDevice(device));
  }
});

afterAll(async () => {
  for (const close of closers) await close();
  await link?.close();
  await platform?.remove();
  rmSync(root, { recursive: true, force: true });
});

async function currentVersion(): Promise<string> {
  const [row] = await county.sql<{ version: string }[]>`
    SELECT version FROM catalogues ORDER BY published_at DESC LIMIT 1`;
  return row?.version ?? '';
}

async function besides({ dataDir }: PlatformProcess): Promise<PlatformContext> {
  const config = readConfig({ DATA_DIR: dataDir });
  if (!config.ok) throw new Error(config.problems.join());
  const beside = await connectBeside(config.value);
  if (!beside.ok) throw new Error('no platform runs there');
  closers.push(beside.close);
  return beside.value;
}

type Ended = { code: number | null; said: string };

/** Runs a command as an operator does; killed as soon as it says `killAt`. */
async function command(
  name: 'backup' | 'restore',
  dataDir: string,
  words: readonly string[],
  killAt?: string,
): Promise<Ended> {
  const child = spawn(
    process.execPath,
    [`dist/platform/${name}.js`, ...words],
    { env: { ...process.env, DATA_DIR: dataDir } },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      said += data.toString();
      if (killAt !== undefined && said.includes(killAt)) child.kill('SIGKILL');
    });
  const code = await new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return { code, said };
}

const finished = () =>
  readdirSync(backups).filter((name) => !name.startsWith('.'));

type Sent = { operationId: string; at: number };

/** Cases with photographs from every device, until `end`; when each was confirmed. */
function send(): { sent: Sent[]; end: () => Promise<void> } {
  const line = { isOpen: true };
  const sent: Sent[] = [];
  const devices = fleet.map(async (each) => {
    while (line.isOpen) {
      const { id } = await each.submit(2);
      await each.round().catch(() => undefined);
      if (each.isAtRest) sent.push({ operationId: id, at: Date.now() });
    }
  });
  return {
    sent,
    end: async () => {
      line.isOpen = false;
      await Promise.all(devices);
    },
  };
}

test.each([backupText.database, backupText.materials])(
  'a backup killed after “%s” leaves nothing that looks like one, and nothing counts as safe by it',
  async (sentence) => {
    const wish = ['--to', backups];
    await fleet[0]?.submit(2);
    await rest(fleet);
    for (;;) {
      const [names, marks] = [existing(), await countMarks()];
      const killed = await command('backup', platform.dataDir, wish, sentence);
      // It was done before the signal came: a backup like any other.
      if (killed.code === 0) continue;
      expect(killed.code).toBe(null);
      expect(existing()).toEqual(names);
      expect(await countMarks()).toBe(marks);
      // The next one is made as if nothing had been, and clears what was left.
      const next = await command('backup', platform.dataDir, wish);
      expect([next.code, next.said]).toEqual([0, expect.any(String)]);
      expect(existing()).toHaveLength(names.length + 1);
      expect(await countMarks()).toBe(marks + 1);
      expect(readdirSync(backups)).toEqual(existing());
      return;
    }
  },
);

async function countMarks(): Promise<number> {
  const [row] = await county.sql<{ n: number }[]>`
    SELECT count(*) AS n FROM safe_marks`;
  return row?.n ?? 0;
}

function existing(): string[] {
  try {
    return finished();
  } catch {
    return [];
  }
}

test('guarantee 13: a county restored from a backup made under load has all that it promises, and gets the rest back', async () => {
  const load = send();
  await expect
    .poll(() => load.sent.length, { timeout: 60_000 })
    .toBeGreaterThan(5);
  const begunAt = Date.now();
  const { code, said } = await command('backup', platform.dataDir, [
    '--to',
    backups,
    '--with-keys',
  ]);
  const backupMs = Date.now() - begunAt;
  expect([code, said]).toEqual([0, expect.stringContaining('备份做好了')]);
  const during = load.sent.filter(({ at }) => at >= begunAt).length;
  expect(during).toBeGreaterThan(0);
  const backup = join(backups, finished().toSorted().at(-1) ?? '');
  const description = await readDescription(backup);
  if (description === undefined) throw new Error('no backup');
  expect(await readSafeThrough(county)).toBe(description.through);

  // More work, which the backup does not hold.
  const soFar = load.sent.length;
  await expect
    .poll(() => load.sent.length, { timeout: 60_000 })
    .toBeGreaterThan(soFar + 3);
  await load.end();
  await rest(fleet);
  const epoch = await readEpoch(county.sql, county.config.county);
  const all = fleet.flatMap(({ outbox }) => outbox).length;

  // The machine burns.
  link.set({ up: false });
  await closers.pop()?.();
  await platform.kill();
  const dataDir = join(root, 'restored');
  const restoreAt = Date.now();
  const restored = await command('restore', dataDir, ['--from', backup]);
  const restoreMs = Date.now() - restoreAt;
  expect([restored.code, restored.said]).toEqual([
    0,
    expect.stringContaining('恢复好了'),
  ]);
  // No material that the database calls complete is lacking.
  expect(restored.said).not.toContain('文件不在');
  const burnt = platform;
  platform = await aPlatform(undefined, dataDir);
  await platform.start();
  await burnt.remove();
  county = await besides(platform);

  // Before any village is heard.
  const { sql } = county;
  const there = await sql<{ id: string }[]>`
    SELECT operation_id AS id FROM operations WHERE result = 'applied'`;
  const ids = new Set(there.map(({ id }) => id));
  const promised = load.sent.filter(
    ({ at }) => at <= Date.parse(description.through),
  );
  expect(promised.length).toBeGreaterThan(5);
  for (const { operationId } of promised) expect(ids).toContain(operationId);
  expect(ids.size).toBeLessThan(all);
  const named = await sql<{ sha256: string }[]>`
    SELECT sha256 FROM materials WHERE complete_at IS NOT NULL
      AND wrapped_key IS NOT NULL`;
  for (const { sha256 } of named) {
    const opened = await openMaterial(county, sha256);
    expect([sha256, opened?.bytes.length]).toEqual([sha256, 3000]);
  }
  const restoredEpoch = await readEpoch(sql, county.config.county);
  expect(restoredEpoch).not.toBe(epoch);

  // The villages come back, and nothing is lost or there twice.
  link.set({ up: true });
  await fleet[0]?.submit(1);
  await rest(fleet);
  await expectWhole(county, fleet);
  for (const { epochs } of fleet) expect(epochs.at(-1)).toBe(restoredEpoch);
  console.log(
    `backup: ${description.files} files, ${description.bytes} bytes, ${backupMs} ms, ${during} cases confirmed meanwhile; restore: ${ids.size} operations and ${named.length} materials, ${restoreMs} ms; ${all + 1} operations in the end`,
  );
});

test('a platform does not start on half a restore', async () => {
  const backup = join(backups, finished().toSorted().at(-1) ?? '');
  const wish = ['--from', backup];
  for (let n = 0; ; n += 1) {
    const dataDir = join(root, `half-${n}`);
    const { starting } = backupText;
    const killed = await command('restore', dataDir, wish, starting);
    // It was done before the signal came.
    if (killed.code === 0) continue;
    killEngine(dataDir);
    const half = await aPlatform(undefined, dataDir);
    await expect(half.start()).rejects.toThrow('restoring');
    const again = await command('restore', dataDir, wish);
    expect([again.code, again.said]).toEqual([
      1,
      expect.stringContaining('没做完的恢复'),
    ]);
    return;
  }
});
