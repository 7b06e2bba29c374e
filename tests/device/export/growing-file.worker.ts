// Writes one growing file where the device does, in a worker, and hands it over.
import { growingFiles } from '../../../src/device/export/growing-file.ts';

const files = growingFiles();

addEventListener(
  'message',
  ({ data }: MessageEvent<{ name: string; pieces: number; bytes: number }>) => {
    void answer(data);
  },
);

async function answer(wish: { name: string; pieces: number; bytes: number }) {
  if (wish.pieces === 0) {
    await files.clear();
    postMessage(await entries());
    return;
  }
  const file = await files.create(wish.name);
  for (let i = 0; i < wish.pieces; i += 1)
    await file.write(new Uint8Array(wish.bytes).fill(i));
  const blob = await file.finish([new TextEncoder().encode('head')]);
  postMessage({ blob, onDisk: await entries() });
}

/** Names that lie in the origin's private file system. */
async function entries(): Promise<string[]> {
  const root = await navigator.storage.getDirectory();
  const names: string[] = [];
  for await (const [name, handle] of root.entries()) {
    names.push(name);
    if (handle instanceof FileSystemDirectoryHandle)
      for await (const inner of handle.keys()) names.push(`${name}/${inner}`);
  }
  return names;
}
