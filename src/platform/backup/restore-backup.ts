// Puts a backup into an empty data folder. Until the last step a folder `restoring`
// lies there, beside which no platform starts: half a restore would look like a county
// that has just begun.
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { backupText } from '../../text/backup.ts';
import { countyCode } from '../bundled-catalogue.ts';
import type { Config } from '../config.ts';
import { syncDirectory } from '../keys/key-files.ts';
import { findEngineAccount } from '../postgres/engine-account.ts';
import { lockFolder } from '../postgres/folder-lock.ts';
import { BackupError } from './backup-error.ts';
import { readDescription, type Description } from './backup-form.ts';
import { beginAnew, type Begun } from './begin-anew.ts';
import { copyFile } from './copy-file.ts';
import { flushFolder } from './flush-folder.ts';
import { findKeys } from './find-keys.ts';
import { RESTORING, TAKEN_BY_LOCK } from './restoring.ts';
import { unpackBackup } from './unpack-backup.ts';

type Wish = {
  /** The folder of one backup. */
  from: string;
  /** A folder of keys, instead of those in the backup. */
  keys?: string;
  say: (sentence: string) => void;
};

export type Restored = Begun & { description: Description };

/**
 * Restores all of a backup; with a database of the county's all but the database,
 * which its own tools have restored before.
 * @throws BackupError, or PostgresError of the engine; the data folder is then as
 * empty as it was.
 */
export async function restoreBackup(
  p: Wish & Pick<Config, 'dataDir' | 'databaseUrl' | 'bucket'>,
): Promise<Restored> {
  const { dataDir, databaseUrl } = p;
  const from = resolve(p.from);
  const description = await getDescription(from);
  if (description.county !== countyCode)
    throw new BackupError(backupText.otherCounty(description.county));
  if (description.database === null && databaseUrl === undefined)
    throw new BackupError(backupText.databaseElsewhere);
  if (description.database !== null && databaseUrl !== undefined)
    throw new BackupError(backupText.databaseInside);
  if (p.keys === undefined && !description.keys.areIn)
    throw new BackupError(backupText.keysApart);
  const keysFrom = resolve(p.keys ?? join(from, 'keys'));
  const keyNames = await findKeys(keysFrom, description.keys);

  const lock = lockFolder(dataDir);
  try {
    await expectEmpty(dataDir);
    await mkdir(join(dataDir, RESTORING), { mode: 0o700 });
  } catch (error) {
    lock.release();
    throw error;
  }
  try {
    try {
      await place(description, { ...p, from, keysFrom, keyNames });
    } finally {
      lock.release();
    }
    p.say(backupText.starting);
    const begun = await beginAnew({ ...p, through: description.through });
    await rm(join(dataDir, RESTORING), { recursive: true });
    syncDirectory(dataDir);
    return { ...begun, description };
  } catch (error) {
    // It was empty, and nothing else has begun here.
    for (const name of [...PLACES, 'postgres.log', RESTORING])
      await rm(join(dataDir, name), { recursive: true, force: true });
    throw error;
  }
}

const PLACES = ['materials', 'keys', 'postgres'];

async function getDescription(from: string): Promise<Description> {
  const description = await readDescription(from);
  if (description !== undefined) return description;
  const below = await readdir(from).catch((): string[] => []);
  const backups: string[] = [];
  for (const name of below.toSorted())
    if (await readDescription(join(from, name))) backups.push(join(from, name));
  throw new BackupError(backupText.noBackup(from, backups));
}

async function expectEmpty(dataDir: string): Promise<void> {
  if (existsSync(join(dataDir, RESTORING)))
    throw new BackupError(backupText.halfRestored(dataDir));
  const there = await readdir(dataDir);
  if (there.some((name) => !TAKEN_BY_LOCK.test(name)))
    throw new BackupError(backupText.notEmpty(dataDir));
}

async function place(
  description: Description,
  p: Parameters<typeof restoreBackup>[0] & {
    keysFrom: string;
    keyNames: readonly string[];
  },
): Promise<void> {
  const { dataDir, keysFrom, keyNames, from, say } = p;
  const half = join(dataDir, RESTORING);
  const account =
    description.database === null ? undefined : findEngineAccount();
  say(backupText.unpacking);
  await unpackBackup(description, { from, to: half, account, say });
  const keys = join(half, 'keys');
  await rm(keys, { recursive: true, force: true });
  await mkdir(keys, { mode: 0o700 });
  for (const name of keyNames)
    await copyFile(join(keysFrom, name), join(keys, name));
  await flushFolder(half);
  for (const name of PLACES)
    if (existsSync(join(half, name)))
      await rename(join(half, name), join(dataDir, name));
  syncDirectory(dataDir);
}
