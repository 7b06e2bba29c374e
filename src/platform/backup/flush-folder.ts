import { execFile } from 'node:child_process';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { syncDirectory } from '../keys/key-files.ts';

const run = promisify(execFile);

/**
 * Puts all of a folder on the disk. A cluster has well over a thousand small files:
 * flushed one by one they take ten times as long as to copy, and Linux has one call
 * for a whole file system, which Node does not know but `sync -f` does.
 */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'linux') {
    const isDone = await run('sync', ['-f', folder]).then(
      () => true,
      // No GNU coreutils; or the disk failed, which the files themselves will tell.
      () => false,
    );
    if (isDone) return;
  }
  await flushEach(folder);
}

async function flushEach(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await flushEach(path);
    else await flushFile(path);
  }
  syncDirectory(folder);
}

async function flushFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
