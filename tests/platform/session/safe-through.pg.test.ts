import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backupFinished } from '../../../src/platform/commands/backup-finished.ts';
import { connect } from '../../../src/platform/database/connect.ts';
import { migrate } from '../../../src/platform/database/migrate.ts';
import { startPostgres } from '../../../src/platform/postgres/start-postgres.ts';
import { readSafeThrough } from '../../../src/platform/session/safe-through.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { loseHistory } from '../../support/postgres.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

const NOW = '2026-11-25T02:00:00.000Z';

async function aCounty() {
  const platform = await startTestPlatform();
  platform.setNow(NOW);
  const { context } = platform;
  return {
    platform,
    context,
    mark: async (through: string) => await backupFinished(context, { through }),
    safe: async () => await readSafeThrough(context),
  };
}

test('guarantee 4: without backups only seven days make a thing safe, and every answer says how far', async () => {
  const { platform, safe } = await aCounty();
  expect(await safe()).toBe('2026-11-18T02:00:00.000Z');
  const device = await TestDevice.ready(platform, '422825201237');
  expect((await device.open()).safeThrough).toBe(await safe());
  const submit = await device.make(device.submitOperation());
  expect((await device.push(submit)).body.safeThrough).toBe(await safe());
});

test('guarantee 4: safe is what a finished backup holds, and lapsed backups promise nothing more', async () => {
  const { platform, mark, safe } = await aCounty();
  expect((await mark('2026-11-24T10:00:00+08:00')).ok).toBe(true);
  expect(await safe()).toBe('2026-11-24T02:00:00.000Z');
  // One that was begun earlier and told later.
  await mark('2026-11-23T02:00:00Z');
  expect(await safe()).toBe('2026-11-24T02:00:00.000Z');
  platform.setNow('2027-01-25T02:00:00.000Z');
  expect(await safe()).toBe('2026-11-24T02:00:00.000Z');
});

test('guarantee 4: a restore to an older backup takes the marks of later ones with it', async () => {
  const { context, mark, safe } = await aCounty();
  await mark('2026-11-20T02:00:00Z');
  await mark('2026-11-24T02:00:00Z');
  await expect(context.sql`DELETE FROM safe_marks`).rejects.toThrow('history');
  await loseHistory(
    context.sql,
    (tx) => tx`DELETE FROM safe_marks WHERE through > '2026-11-21'`,
  );
  expect(await safe()).toBe('2026-11-20T02:00:00.000Z');
});

test('guarantee 4: where every commit waits for a replica, all that was applied is safe', async () => {
  const { context } = await aCounty();
  const dataDir = mkdtempSync(join(tmpdir(), 'vsp-replica-'));
  const engine = await startPostgres({ dataDir, log: () => {} });
  const sql = connect(engine.connection, { max: 1 });
  try {
    await migrate(sql);
    const safe = async () => await readSafeThrough({ ...context, sql });
    expect(await safe()).toBe('2026-11-18T02:00:00.000Z');
    await sql`ALTER SYSTEM SET synchronous_standby_names = 'replica'`;
    await sql`SELECT pg_reload_conf()`;
    await expect.poll(safe).toBe(NOW);
    // A county that has told the engine not to wait after all.
    await sql`SET synchronous_commit = local`;
    expect(await safe()).not.toBe(NOW);
  } finally {
    await sql.end({ timeout: 5 });
    await engine.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test('a backup of tomorrow, or of no moment at all, is not believed', async () => {
  const { mark, safe } = await aCounty();
  for (const through of ['2026-11-26T02:00:00Z', 'yesterday', '2026-11-24', ''])
    expect((await mark(through)).ok).toBe(false);
  expect(await safe()).toBe('2026-11-18T02:00:00.000Z');
});
