// In a worker an exported file grows in the origin's private file system; in a
// window, which has no such file handle, in Blobs.
import { afterEach, expect, it } from 'vitest';
import { growingFiles } from '../../../src/device/export/growing-file.ts';

const workers: Worker[] = [];

afterEach(() => {
  for (const worker of workers.splice(0)) worker.terminate();
});

function aWorker(): Worker {
  const worker = new Worker(
    new URL('./growing-file.worker.ts', import.meta.url),
    { type: 'module' },
  );
  workers.push(worker);
  return worker;
}

async function ask<Value>(worker: Worker, wish: object): Promise<Value> {
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }) => resolve(data as Value), {
      once: true,
    });
    worker.addEventListener('error', () => reject(new Error('worker')), {
      once: true,
    });
    worker.postMessage(wish);
  });
}

const last = async (blob: Blob, count: number) => [
  ...new Uint8Array(await blob.slice(-count).arrayBuffer()),
];

it('a file of many records lies on the disk, its head in front, and goes with clear()', async () => {
  const worker = aWorker();
  const wish = { name: 'one', pieces: 200, bytes: 300_000 };
  const { blob, onDisk } = await ask<{ blob: Blob; onDisk: string[] }>(
    worker,
    wish,
  );
  expect(onDisk).toContain('export/one');
  expect(blob.size).toBe(4 + 200 * 300_000);
  expect(await blob.slice(0, 4).text()).toBe('head');
  expect(await last(blob, 2)).toEqual([199, 199]);
  // Written again under the same name, it begins anew.
  const again = await ask<{ blob: Blob }>(worker, { ...wish, pieces: 2 });
  expect(again.blob.size).toBe(4 + 2 * 300_000);
  const left = await ask<string[]>(worker, { name: '', pieces: 0, bytes: 0 });
  expect(left.filter((name) => name.startsWith('export'))).toEqual([]);
});

it('without a file handle it grows in Blobs', async () => {
  const file = await growingFiles().create('two');
  for (let i = 0; i < 5; i += 1) await file.write(new Uint8Array(10).fill(i));
  const blob = await file.finish([Uint8Array.of(9)]);
  expect(blob.size).toBe(51);
  expect(await last(blob, 1)).toEqual([4]);
});
