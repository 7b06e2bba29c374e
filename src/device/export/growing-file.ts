// Files that grow on the disk, so that 2 GB of photographs never lie in memory:
// the origin's private file system where it can be written at once (Chrome 108,
// Safari 15.2), else Blobs, which browsers move to their own disk.
import type { Files, GrowingFile } from '../ports.ts';

const FOLDER = 'export';

export function growingFiles(): Files {
  return {
    async create(name) {
      return (await onDisk(name)) ?? inBlobs();
    },
    async clear() {
      try {
        const root = await navigator.storage.getDirectory();
        await root.removeEntry(FOLDER, { recursive: true });
      } catch {
        // None were made, or this browser has no such file system.
      }
    },
  };
}

/** undefined: not in this browser, or not in this window of it. */
async function onDisk(name: string): Promise<GrowingFile | undefined> {
  let handle: FileSystemFileHandle;
  let access: FileSystemSyncAccessHandle;
  try {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(FOLDER, { create: true });
    handle = await folder.getFileHandle(name, { create: true });
    access = await handle.createSyncAccessHandle();
    access.truncate(0);
  } catch {
    return undefined;
  }
  let at = 0;
  return {
    write(bytes) {
      const written = access.write(bytes, { at });
      at += written;
      if (written < bytes.length)
        throw new DOMException('the disk took less', 'QuotaExceededError');
      return Promise.resolve();
    },
    drop() {
      access.close();
      return Promise.resolve();
    },
    async finish(head) {
      access.flush();
      access.close();
      return new Blob([...head, await handle.getFile()]);
    },
  };
}

function inBlobs(): GrowingFile {
  const parts: Blob[] = [];
  return {
    write(bytes) {
      parts.push(new Blob([bytes]));
      return Promise.resolve();
    },
    drop: () => Promise.resolve(),
    finish: (head) => Promise.resolve(new Blob([...head, ...parts])),
  };
}
