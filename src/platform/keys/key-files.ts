// Private keys are files that only the platform's account may read (0600), never
// rows of the database. Each is made once; of two processes that start at the
// same moment one makes it and the other reads it.
import {
  chownSync,
  closeSync,
  fchownSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { isMissing } from '../is-missing.ts';

/** Reads `directory/name` as JSON, after making it if it is not there. */
export async function loadOrMake<Content>(
  directory: string,
  name: string,
  make: () => Promise<Content>,
): Promise<Content> {
  const path = join(directory, name);
  const found = findText(path);
  if (found !== undefined) return JSON.parse(found) as Content;
  addFile(directory, name, await make());
  const made = findText(path);
  if (made === undefined) throw new Error(`${name} could not be made`);
  return JSON.parse(made) as Content;
}

/** Puts other content in a file's place, in one step that survives a power cut. */
export function replace(
  directory: string,
  name: string,
  content: unknown,
): void {
  const draft = join(directory, `${name}.${randomUUID()}`);
  writeOnce(draft, `${JSON.stringify(content, undefined, 2)}\n`);
  renameSync(draft, join(directory, name));
  syncDirectory(directory);
}

/** Makes a file that survives a power cut; one of that name stays as it is. */
export function addFile(
  directory: string,
  name: string,
  content: unknown,
): void {
  const made = mkdirSync(directory, { recursive: true, mode: 0o700 });
  const owner = ownerOf(dirname(directory));
  if (made !== undefined && owner !== undefined)
    chownSync(directory, owner.uid, owner.gid);
  writeOnce(
    join(directory, name),
    `${JSON.stringify(content, undefined, 2)}\n`,
  );
}

function findText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * Whose the files in a folder are to be. undefined: whoever runs this, since only root
 * can give files away, and a key of root's would lock the platform out.
 */
function ownerOf(directory: string): { uid: number; gid: number } | undefined {
  return process.getuid?.() === 0 ? statSync(directory) : undefined;
}

/** Whole and on the disk before it has its name; an existing file stays. */
function writeOnce(path: string, text: string): void {
  const draft = `${path}.${randomUUID()}`;
  try {
    const file = openSync(draft, 'wx', 0o600);
    try {
      const owner = ownerOf(dirname(path));
      if (owner !== undefined) fchownSync(file, owner.uid, owner.gid);
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    try {
      linkSync(draft, path);
    } catch (error) {
      if (!(
        error instanceof Error &&
        'code' in error &&
        error.code === 'EEXIST'
      ))
        throw error;
    }
    syncDirectory(dirname(path));
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Makes a new name in a directory survive a power cut. */
export function syncDirectory(directory: string): void {
  // Windows cannot open a directory; its file system journals names by itself.
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
