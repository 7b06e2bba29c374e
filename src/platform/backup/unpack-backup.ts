// Puts the files of a backup into a new folder and compares each with the list while
// it is copied: what came out whole has been read back from that disk once.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { backupText } from '../../text/backup.ts';
import type { EngineAccount } from '../postgres/engine-account.ts';
import { BackupError } from './backup-error.ts';
import { LIST_FILE, type Description } from './backup-form.ts';
import { isMissing } from '../is-missing.ts';
import { copyFile } from './copy-file.ts';

/** A backup from elsewhere must not write outside of the folder it is put into. */
const LINE = /^([0-9a-f]{64}) {2}((?:postgres|materials|keys)(?:\/[\w.-]+)+)$/;
const EVERY_MS = 5000;

type Wanted = { sha256: string; path: string };

type Places = {
  from: string;
  /** There already, and empty. */
  to: string;
  /** Who shall own the database's files. */
  account: EngineAccount | undefined;
  say: (sentence: string) => void;
};

/** @throws BackupError when a file is gone or is not what it was. */
export async function unpackBackup(
  description: Description,
  places: Places,
): Promise<void> {
  const { to, account, say } = places;
  const { database, files } = description;
  const made = new Set<string>();
  const makeFolder = async (path: string): Promise<void> => {
    if (path === '.' || made.has(path)) return;
    await makeFolder(dirname(path));
    if (made.has(path)) return;
    made.add(path);
    await mkdir(join(to, path), { mode: 0o700 });
    if (account !== undefined && isEngines(path))
      await chown(join(to, path), account.uid, account.gid);
  };
  await makeFolder('materials');
  for (const directory of database?.directories ?? [])
    await makeFolder(`postgres/${directory}`);
  let done = 0;
  let saidAt = Date.now();
  for await (const wanted of readList(places.from, description)) {
    await makeFolder(dirname(wanted.path));
    await unpackOne(wanted, places);
    done += 1;
    if (Date.now() - saidAt < EVERY_MS) continue;
    saidAt = Date.now();
    say(backupText.unpacked(done, files));
  }
}

async function unpackOne(
  { sha256, path }: Wanted,
  { from, to, account }: Places,
): Promise<void> {
  const owner = isEngines(path) ? account : undefined;
  try {
    const copied = await copyFile(join(from, path), join(to, path), owner);
    if (copied.sha256 === sha256) return;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  throw new BackupError(backupText.fileBroken(path));
}

function isEngines(path: string): boolean {
  return path === 'postgres' || path.startsWith('postgres/');
}

/** The lines of the list, itself compared with the description at its end. */
async function* readList(
  from: string,
  { listSha256, files }: Description,
): AsyncGenerator<Wanted> {
  const hash = createHash('sha256');
  const stream = createReadStream(join(from, LIST_FILE));
  let count = 0;
  for await (const line of createInterface({ input: stream })) {
    hash.update(`${line}\n`);
    const [, sha256 = '', path = ''] = LINE.exec(line) ?? [];
    if (path === '' || path.split('/').includes('..'))
      throw new BackupError(backupText.fileBroken(LIST_FILE));
    yield { sha256, path };
    count += 1;
  }
  if (hash.digest('hex') !== listSha256 || count !== files)
    throw new BackupError(backupText.fileBroken(LIST_FILE));
}
