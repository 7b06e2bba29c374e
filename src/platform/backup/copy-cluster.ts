// The private database, while it goes on: its files as they happen to be, and the log
// that makes them one state (PostgreSQL documentation, 25.3.4).
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { backupText } from '../../text/backup.ts';
import type { Database } from '../database/connect.ts';
import {
  beginBaseBackup,
  endBaseBackup,
} from '../database/queries/base-backup.ts';
import { BackupError } from './backup-error.ts';
import { isMissing } from '../is-missing.ts';
import { copyFile, writeNew } from './copy-file.ts';
import type { FileList } from './file-list.ts';

/** Made anew by every start; the log is copied by itself. */
const EMPTIED = new Set([
  'pg_wal',
  'pg_wal/archive_status',
  'pg_wal/summaries',
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);
/** Of the running engine, or of a backup before this one. */
const LEFT_OUT =
  /(^|\/)(pgsql_tmp[^/]*|pg_internal\.init[^/]*)$|^(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map(\.old)?|backup_manifest|current_logfiles|postgresql\.auto\.conf\.tmp)$/;
/** Says where the log begins and is written in place: copied by itself, last. */
const CONTROL = 'global/pg_control';
const LOG_FILE = /^[0-9A-F]{24}$/;

type Places = {
  cluster: string;
  /** `postgres/` of the backup; there already. */
  target: string;
  list: FileList;
};

/** Gives the folders of the copy. `session`: one connection to the end. */
export async function copyCluster(
  session: Database,
  places: Places,
): Promise<string[]> {
  const firstLog = await beginBaseBackup(session, 'village-service-point');
  const directories: string[] = [];
  await copyFolder('', places, directories);
  const { list, target } = places;
  const control = await readStill(join(places.cluster, CONTROL));
  await list.add(
    `postgres/${CONTROL}`,
    writeNew(join(target, CONTROL), control),
  );
  const { lastLog, label } = await endBaseBackup(session);
  await list.add(
    'postgres/backup_label',
    writeNew(join(target, 'backup_label'), Buffer.from(label)),
  );
  await copyLog(places, firstLog, lastLog);
  return directories;
}

async function copyFolder(
  folder: string,
  places: Places,
  directories: string[],
): Promise<void> {
  const { cluster, target, list } = places;
  for (const entry of await entriesOf(join(cluster, folder))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (LEFT_OUT.test(path) || path === CONTROL) continue;
    if (EMPTIED.has(folder) && !EMPTIED.has(path)) continue;
    if (folder === 'pg_tblspc') throw new BackupError(backupText.tablespaces);
    // A log on another disk is a link.
    if (entry.isDirectory() || EMPTIED.has(path)) {
      directories.push(path);
      await mkdir(join(target, path), { mode: 0o700 });
      await copyFolder(path, places, directories);
      continue;
    }
    try {
      const copied = await copyFile(join(cluster, path), join(target, path));
      await list.add(`postgres/${path}`, copied);
    } catch (error) {
      // A table was dropped meanwhile, as the log tells.
      if (!isMissing(error)) throw error;
    }
  }
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Read twice to the same bytes, so that no write was half done. */
async function readStill(path: string): Promise<Buffer> {
  for (let before = await readFile(path); ;) {
    const now = await readFile(path);
    if (now.equals(before)) return now;
    before = now;
  }
}

async function copyLog(
  { cluster, target, list }: Places,
  firstLog: string,
  lastLog: string,
): Promise<void> {
  const folder = join(cluster, 'pg_wal');
  const names = (await readdir(folder)).filter(
    (name) => LOG_FILE.test(name) && name >= firstLog && name <= lastLog,
  );
  if (!names.includes(firstLog)) throw new Error(`${firstLog} is gone`);
  for (const name of names.toSorted()) {
    const path = `pg_wal/${name}`;
    const copied = await copyFile(join(folder, name), join(target, path));
    await list.add(`postgres/${path}`, copied);
  }
}
