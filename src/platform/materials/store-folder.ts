import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncDirectory } from '../keys/key-files.ts';
import type { MaterialStore } from './material-store.ts';
import { isMissing } from '../is-missing.ts';

const SHA256 = /^[0-9a-f]{64}$/;

/**
 * A folder: `ab/cdef…`. A material has its name only when all its bytes are on the
 * disk, file and directory, since the device may then let go of its own.
 */
export function storeFolder(folder: string): MaterialStore {
  const pathOf = (sha256: string): string => {
    if (!SHA256.test(sha256)) throw new RangeError('not a SHA-256');
    return join(folder, sha256.slice(0, 2), sha256.slice(2));
  };
  return {
    put: async (sha256, bytes) => {
      const path = pathOf(sha256);
      const directory = dirname(path);
      const isNew = await mkdir(directory, { recursive: true, mode: 0o700 });
      const draft = `${path}.${randomUUID()}`;
      try {
        if ((await write(draft, bytes)) !== sha256) return false;
        await rename(draft, path);
      } finally {
        await rm(draft, { force: true });
      }
      syncDirectory(directory);
      if (isNew !== undefined) syncDirectory(folder);
      return true;
    },
    read: async (sha256) => new Uint8Array(await readFile(pathOf(sha256))),
    has: async (sha256) => {
      const path = pathOf(sha256);
      try {
        await stat(path);
        return true;
      } catch (error) {
        // A disk that does not answer has lost nothing.
        if (isMissing(error)) return false;
        throw error;
      }
    },
    remove: async (sha256) => await rm(pathOf(sha256), { force: true }),
  };
}

/** Writes, flushes, and returns the hash of what was written. */
async function write(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const part of bytes) {
      hash.update(part);
      await file.writeFile(part);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}
