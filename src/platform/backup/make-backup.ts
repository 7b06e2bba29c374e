// A backup while the platform goes on. It has its name only when it is whole and on
// the disk, and only then may villages come to let go of what it holds.
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import type { Sql } from 'postgres';
import { backupText } from '../../text/backup.ts';
import type { Config } from '../config.ts';
import type { PlatformContext } from '../context.ts';
import { lockBackups, readEngine } from '../database/queries/base-backup.ts';
import { syncDirectory } from '../keys/key-files.ts';
import { BackupError } from './backup-error.ts';
import {
  DESCRIPTION_FILE,
  LIST_FILE,
  type Description,
} from './backup-form.ts';
import { copyCluster } from './copy-cluster.ts';
import { copyFile, writeNew } from './copy-file.ts';
import {
  copyMaterials,
  findEarlier,
  type CopiedMaterials,
} from './copy-materials.ts';
import { FileList } from './file-list.ts';
import { flushFolder } from './flush-folder.ts';

declare const APP_VERSION: string;

export type Backup = {
  /** Of the finished backup. */
  folder: string;
  description: Description;
  materials: CopiedMaterials;
};

type Wish = {
  /** The folder of all backups. */
  to: string;
  withKeys: boolean;
  say: (sentence: string) => void;
};

/**
 * Backs up the county's own data folder; with a database of the county's, all but the
 * database. `session`: a connection for the backup alone, which lives until its end.
 * @throws BackupError; whatever it throws, no folder that looks finished is left.
 */
export async function makeBackup(
  context: PlatformContext,
  session: Sql,
  p: Wish & Pick<Config, 'dataDir' | 'databaseUrl'>,
): Promise<Backup> {
  const to = resolve(p.to);
  if (`${to}${sep}`.startsWith(`${p.dataDir}${sep}`))
    throw new BackupError(backupText.insideData(p.dataDir));
  if (!(await lockBackups(session)))
    throw new BackupError(backupText.alreadyRunning);
  await mkdir(to, { recursive: true, mode: 0o700 });
  if ((await stat(to)).dev === (await stat(p.dataDir)).dev)
    p.say(backupText.sameDisk);
  const engine = await readEngine(session);
  // The lock is ours: what lies under this name is of a backup that was killed.
  const half = join(to, `.unfinished-${engine.systemIdentifier}`);
  await rm(half, { recursive: true, force: true });
  try {
    return await fill(context, session, { ...p, to, half, engine });
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw error;
  }
}

async function fill(
  context: PlatformContext,
  session: Sql,
  p: Parameters<typeof makeBackup>[2] & {
    half: string;
    engine: Awaited<ReturnType<typeof readEngine>>;
  },
): Promise<Backup> {
  const { half, dataDir, say, engine } = p;
  const through = context.clock().toISOString();
  await mkdir(half, { mode: 0o700 });
  const list = await FileList.begin(join(half, LIST_FILE), (files, bytes) =>
    say(backupText.copied(files, bytes)),
  );
  try {
    const directories = await copyDatabase(session, { ...p, list });
    say(backupText.materials);
    const materialsTo = join(half, 'materials');
    await mkdir(materialsTo, { mode: 0o700 });
    const earlier = await findEarlier(p.to);
    const materials = await copyMaterials(context, {
      folder: join(dataDir, 'materials'),
      target: materialsTo,
      ...(earlier === undefined ? {} : { earlier }),
      list,
    });
    if (materials.damaged.length > 0)
      throw new BackupError(
        backupText.damaged(join(dataDir, 'materials'), materials.damaged),
      );
    const keysFrom = join(dataDir, 'keys');
    const names = await keyNames(keysFrom);
    if (p.withKeys) await copyKeys(keysFrom, { half, names, list });
    const listSha256 = await list.finish();
    const description: Description = {
      format: 1,
      program: APP_VERSION,
      county: context.config.county,
      through,
      finishedAt: context.clock().toISOString(),
      database:
        directories === null
          ? null
          : {
              engine: engine.version,
              systemIdentifier: engine.systemIdentifier,
              directories,
            },
      keys: { areIn: p.withKeys, rootKid: context.keys.root.kid, names },
      files: list.files,
      bytes: list.bytes,
      listSha256,
    };
    const folder = await finish(p, description);
    return { folder, description, materials };
  } finally {
    await list.close();
  }
}

/** Null: it is the county's own. */
async function copyDatabase(
  session: Sql,
  p: Parameters<typeof fill>[2] & { list: FileList },
): Promise<string[] | null> {
  if (p.databaseUrl !== undefined) return null;
  p.say(backupText.database);
  const target = join(p.half, 'postgres');
  await mkdir(target, { mode: 0o700 });
  const cluster = join(p.dataDir, 'postgres');
  return await copyCluster(session, { cluster, target, list: p.list });
}

/** Without the drafts of files that are being written. */
async function keyNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.json'));
}

async function copyKeys(
  from: string,
  { half, names, list }: { half: string; names: string[]; list: FileList },
): Promise<void> {
  const to = join(half, 'keys');
  await mkdir(to, { mode: 0o700 });
  for (const name of names)
    await list.add(
      `keys/${name}`,
      await copyFile(join(from, name), join(to, name)),
    );
}

async function finish(
  { half, to }: { half: string; to: string },
  description: Description,
): Promise<string> {
  const text = `${JSON.stringify(description, undefined, 2)}\n`;
  writeNew(join(half, DESCRIPTION_FILE), Buffer.from(text));
  await flushFolder(half);
  // As a name of a file: 2026-11-30T08-05-33Z.
  const name = description.through.replace(/\.\d+Z$/, 'Z').replaceAll(':', '-');
  const folder = join(to, name);
  await rename(half, folder);
  syncDirectory(to);
  return folder;
}

/** What is in a backup and what it is good for, in words. */
export function describeBackup({
  folder,
  description,
  materials,
}: Backup): string[] {
  const { database, keys } = description;
  return [
    backupText.finished(folder, description),
    backupText.materialsIn(materials),
    ...(database === null ? [] : [backupText.plain]),
    keys.areIn ? backupText.withKeys : backupText.withoutKeys,
    backupText.check(basename(folder)),
  ];
}
