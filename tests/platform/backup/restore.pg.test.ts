// What `npm run restore` does not put back, and what it begins where it does.
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import { materialPath } from '../../../src/platform/backup/backup-form.ts';
import { restoreBackup } from '../../../src/platform/backup/restore-backup.ts';
import { connect } from '../../../src/platform/database/connect.ts';
import {
  addNotice,
  takeNoticeSerial,
} from '../../../src/platform/database/queries/notices.ts';
import { startPostgres } from '../../../src/platform/postgres/start-postgres.ts';
import { readEpoch } from '../../../src/platform/session/epoch.ts';
import { readSafeThrough } from '../../../src/platform/session/safe-through.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { openObjectStore } from '../../support/object-store.ts';
import { RestorableCounty } from '../../support/restorable-county.ts';
import { COUNTY } from '../../support/test-platform.ts';
import { aMaterial, citing, postWhole } from '../materials/a-material.ts';

const root = mkdtempSync(join(tmpdir(), 'vsp-restore-'));
const county = await RestorableCounty.open();
const { context } = county.platform;
const device = await TestDevice.ready(county.platform, '422825201237');
const material = aMaterial(5000);
await device.push(await citing(device, material.ref));
await postWhole(device, material);
const hour = new Date(Date.now() + 3_600_000);
const { sql: open } = context;
await open`INSERT INTO accounts (county, account_id, login, name, password_hash)
  VALUES (${COUNTY}, 'S1', 'somebody', '舒示贵', '')`;
await open`INSERT INTO sessions
    (county, token_hash, account_id, created_at, last_used_at, proved_at)
  VALUES (${COUNTY}, 'x', 'S1', now(), now(), now())`;
await open`INSERT INTO opening_links (county, token_hash, sha256, expires_at)
  VALUES (${COUNTY}, 'x', 'x', ${hour})`;
await open`INSERT INTO right_requests
    (county, request_id, account_id, action, subject, sealed_reason, asked_at,
      approved_by, approved_at)
  VALUES (${COUNTY}, ${crypto.randomUUID()}, 'S1', 'settleHeld', 'x', 'x',
    now(), 'S2', now())`;
const PAPERS = { county: COUNTY, kind: 'acceptance', year: 2026 } as const;
const [{ caseId } = { caseId: '' }] = await open<{ caseId: string }[]>`
  SELECT case_id AS "caseId" FROM cases`;
await addNotice(open, {
  ...PAPERS,
  caseId,
  n: 1,
  serial: await takeNoticeSerial(open, PAPERS),
  number: '宣受〔2026〕1号',
  sealed: '',
  wrappedKey: '',
  at: new Date().toISOString(),
});
const backups = join(root, 'backups');
const { folder: backup, description } = await county.backUp({
  to: backups,
  withKeys: true,
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

let n = 0;
/** A copy to be spoilt. */
function aBackup(): string {
  n += 1;
  const copy = join(root, `backup-${n}`);
  cpSync(backup, copy, { recursive: true });
  return copy;
}
const aDataDir = () => {
  n += 1;
  return join(root, `data-${n}`);
};
const restore = (from: string, dataDir: string, keys?: string) =>
  restoreBackup({
    from,
    dataDir,
    ...(keys === undefined ? {} : { keys }),
    say: () => undefined,
  });

/** Refused with those words, and nothing has been put anywhere. */
async function expectRefused(from: string, words: string): Promise<void> {
  const dataDir = aDataDir();
  await expect(restore(from, dataDir)).rejects.toThrow(words);
  expect(existsSync(dataDir) ? readdirSync(dataDir) : []).toEqual([]);
}

test('a restored county begins a new epoch without waiting for a device, and knows the backup it came from', async () => {
  const dataDir = aDataDir();
  const restored = await restore(backup, dataDir);
  expect(restored).toMatchObject({ cases: 1, materials: 1, missing: 0 });
  const engine = await startPostgres({ dataDir, log: () => {} });
  const sql = connect(engine.connection, { max: 1 });
  try {
    const epoch = await readEpoch(sql, COUNTY);
    expect(epoch).not.toBe(await readEpoch(context.sql, COUNTY));
    expect(await readSafeThrough({ ...context, sql })).toBe(
      description.through,
    );
    // What was good for a while when the backup was made is good no more.
    const [left] = await sql`SELECT
      (SELECT count(*) FROM sessions) AS sessions,
      (SELECT count(*) FROM opening_links) AS links,
      (SELECT count(*) FROM right_requests WHERE used_at IS NULL) AS requests`;
    expect(left).toEqual({ sessions: 0, links: 0, requests: 0 });
    // The paper that was given after the backup keeps its number.
    const lost = await takeNoticeSerial(open, PAPERS);
    const next = await takeNoticeSerial(sql, PAPERS);
    expect([lost, next > lost]).toEqual([2, true]);
    const [gap] = await sql<{ entry: string }[]>`
      SELECT entry FROM audit WHERE act = 'restoreNoticed'`;
    expect(JSON.parse(gap?.entry ?? '{}')).toMatchObject({
      detail: { noticeNumbersSkipped: next - lost },
    });
    // A second one from the same backup is another life of it.
    const again = aDataDir();
    await restore(backup, again);
    const other = await startPostgres({ dataDir: again, log: () => {} });
    const otherSql = connect(other.connection, { max: 1 });
    const otherEpoch = await readEpoch(otherSql, COUNTY);
    await otherSql.end({ timeout: 5 });
    await other.stop();
    expect(otherEpoch).not.toBe(epoch);
  } finally {
    await sql.end({ timeout: 5 });
    await engine.stop();
  }
});

test('a material that is not in the backup though its row is, is asked for', async () => {
  const spoilt = aBackup();
  const path = `materials/${materialPath(material.ref.sha256)}`;
  relist(spoilt, (text) => text.replace(new RegExp(`^.*${path}\n`, 'm'), ''));
  expect(await restore(spoilt, aDataDir())).toMatchObject({
    materials: 0,
    missing: 1,
  });
});

test('a material that is not in the backup and lies in the bucket is asked of nobody', async () => {
  const spoilt = aBackup();
  const path = `materials/${materialPath(material.ref.sha256)}`;
  relist(spoilt, (text) => text.replace(new RegExp(`^.*${path}\n`, 'm'), ''));
  const bucket = await openObjectStore();
  onTestFinished(bucket.close);
  bucket.objects.set(
    materialPath(material.ref.sha256),
    Buffer.from(material.content),
  );
  expect(
    await restoreBackup({
      from: spoilt,
      dataDir: aDataDir(),
      bucket: bucket.settings,
      say: () => undefined,
    }),
  ).toMatchObject({ materials: 1, missing: 0 });
});

test('only an empty data folder is filled, and none that a platform runs on', async () => {
  await expect(restore(backup, county.platform.folder)).rejects.toMatchObject({
    code: 'folderInUse',
  });
  const dataDir = aDataDir();
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, 'mine'), 'x');
  await expect(restore(backup, dataDir)).rejects.toThrow('mv ');
  expect(readdirSync(dataDir)).toEqual(['mine']);
});

test('a file that is gone or was changed is noticed before anything is in its place', async () => {
  const changed = aBackup();
  const path = `materials/${materialPath(material.ref.sha256)}`;
  appendFileSync(join(changed, path), 'x');
  await expectRefused(changed, path);
  const gone = aBackup();
  rmSync(join(gone, 'postgres/global/pg_control'));
  await expectRefused(gone, 'postgres/global/pg_control');
  const relisted = aBackup();
  appendFileSync(join(relisted, 'files.sha256'), '');
  renameSync(join(relisted, path), join(relisted, 'elsewhere'));
  const list = readFileSync(join(relisted, 'files.sha256'), 'utf8');
  writeFileSync(
    join(relisted, 'files.sha256'),
    list.replace(new RegExp(`^.*${path}\n`, 'm'), ''),
  );
  await expectRefused(relisted, 'files.sha256');
});

test('a list that leads out of the folder is not followed', async () => {
  const hostile = aBackup();
  writeFileSync(join(hostile, 'evil'), 'x');
  relist(hostile, (text) => `${text}${sha256Of('x')}  materials/../../evil\n`);
  await expectRefused(hostile, 'files.sha256');
  expect(existsSync(join(root, 'evil'))).toBe(false);
});

test('a folder of backups, and one that is not finished, are none', async () => {
  await expectRefused(backups, backup);
  const half = aBackup();
  rmSync(join(half, 'backup.json'));
  await expectRefused(half, 'backup.json');
});

test('keys that lie elsewhere are asked for, and only the right ones taken', async () => {
  const apart = aBackup();
  const keys = join(root, 'keys-apart');
  renameSync(join(apart, 'keys'), keys);
  relist(
    apart,
    (text) => text.replace(/^.*  keys\/.*\n/gm, ''),
    (said) => ({ ...said, keys: { ...said.keys, areIn: false } }),
  );
  await expectRefused(apart, '--keys');
  const lacking = join(root, 'keys-lacking');
  cpSync(keys, lacking, { recursive: true });
  rmSync(join(lacking, 'mac.secret.json'));
  await expect(restore(apart, aDataDir(), lacking)).rejects.toThrow(
    'mac.secret.json',
  );
  const foreign = join(root, 'keys-foreign');
  cpSync(keys, foreign, { recursive: true });
  cpSync(join(keys, 'ticket.json'), join(foreign, 'root.json'));
  await expect(restore(apart, aDataDir(), foreign)).rejects.toThrow('--keys');
  const dataDir = aDataDir();
  await restore(apart, dataDir, keys);
  expect(readdirSync(join(dataDir, 'keys')).toSorted()).toEqual(
    readdirSync(keys).toSorted(),
  );
});

test('with a database of the county’s own all but the database is backed up and restored, and a new epoch begins in it', async () => {
  // A socket's folder cannot be named in an address.
  vi.stubEnv('PGHOST', county.connection.host);
  vi.stubEnv('PGUSER', county.connection.user);
  onTestFinished(() => void vi.unstubAllEnvs());
  const databaseUrl = `postgres:///${county.connection.database}`;
  const made = await county.backUp({
    to: join(root, 'materials-only'),
    withKeys: true,
    databaseUrl,
  });
  expect(made.description.database).toBe(null);
  expect(readdirSync(made.folder).toSorted()).toEqual([
    'backup.json',
    'files.sha256',
    'keys',
    'materials',
  ]);
  await expectRefused(made.folder, 'DATABASE_URL');
  const say = () => undefined;
  await expect(
    restoreBackup({ from: backup, dataDir: aDataDir(), databaseUrl, say }),
  ).rejects.toThrow('DATABASE_URL');

  const before = await readEpoch(context.sql, COUNTY);
  const safe = await context.sql`SELECT through FROM safe_marks`;
  const dataDir = aDataDir();
  const from = made.folder;
  const restored = await restoreBackup({ from, dataDir, databaseUrl, say });
  expect(restored).toMatchObject({ cases: 1, materials: 1, missing: 0 });
  expect(await readEpoch(context.sql, COUNTY)).not.toBe(before);
  // What is safe there only the county's own tools know.
  expect(await context.sql`SELECT through FROM safe_marks`).toEqual(safe);
  expect(readdirSync(dataDir).toSorted()).toEqual(['keys', 'materials']);
});

test('a backup of another county is refused', async () => {
  const other = aBackup();
  relist(
    other,
    (text) => text,
    (said) => ({ ...said, county: '110101' }),
  );
  await expectRefused(other, '110101');
});

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Changes the list, and the description so that it fits the list. */
function relist(
  folder: string,
  change: (list: string) => string,
  describe: (said: typeof description) => typeof description = (said) => said,
): void {
  const listPath = join(folder, 'files.sha256');
  const list = change(readFileSync(listPath, 'utf8'));
  writeFileSync(listPath, list);
  const path = join(folder, 'backup.json');
  const said = describe(
    JSON.parse(readFileSync(path, 'utf8')) as typeof description,
  );
  const files = list.trimEnd().split('\n').length;
  writeFileSync(
    path,
    JSON.stringify({ ...said, files, listSha256: sha256Of(list) }),
  );
}
