// A folder and a bucket promise the same.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { storeBeside } from '../../../src/platform/materials/open-store.ts';
import { storeFolder } from '../../../src/platform/materials/store-folder.ts';
import { storeS3 } from '../../../src/platform/materials/store-s3.ts';
import { openObjectStore } from '../../support/object-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'vsp-stores-'));
// Another store than ours: S3_URL, S3_KEY_ID, S3_SECRET name it.
const given = process.env['S3_URL'];
const bucket = await openObjectStore();
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await bucket.close();
});
const settings =
  given === undefined
    ? bucket.settings
    : {
        url: given,
        region: 'us-east-1',
        keyId: process.env['S3_KEY_ID'] ?? '',
        secret: process.env['S3_SECRET'] ?? '',
      };
const clock = () => new Date();
const s3 = storeS3(settings, clock);
await s3.bucket?.makeOurs();
const inFolder = storeFolder(join(folder, 'one'));

function aMaterial(size = 100_000) {
  const bytes = new Uint8Array(randomBytes(size));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const pieces = async function* () {
    for (let at = 0; at < bytes.length; at += 30_000)
      yield await Promise.resolve(bytes.subarray(at, at + 30_000));
  };
  return { bytes, sha256, pieces };
}

describe.each([
  ['a folder', inFolder],
  ['a bucket', s3],
  [
    'a bucket beside a folder',
    storeBeside(s3, storeFolder(join(folder, 'two'))),
  ],
])('%s', (_, store) => {
  test('keeps what it is given, also twice, and gives it back', async () => {
    const { bytes, sha256, pieces } = aMaterial();
    expect(await store.has(sha256)).toBe(false);
    expect(await store.put(sha256, pieces())).toBe(true);
    expect(await store.put(sha256, pieces())).toBe(true);
    expect(await store.has(sha256)).toBe(true);
    expect(Buffer.from(await store.read(sha256)).equals(bytes)).toBe(true);
  });

  test('keeps nothing of another hash', async () => {
    const { pieces } = aMaterial();
    const { sha256 } = aMaterial();
    expect(await store.put(sha256, pieces())).toBe(false);
    expect(await store.has(sha256)).toBe(false);
    await expect(store.read(sha256)).rejects.toThrow();
  });

  test('removes, and what is not there is removed already', async () => {
    const { sha256, pieces } = aMaterial(29);
    await store.put(sha256, pieces());
    await store.remove(sha256);
    await store.remove(sha256);
    expect(await store.has(sha256)).toBe(false);
  });

  test('takes no name that is no hash', async () => {
    await expect(store.has('../keys/root.json')).rejects.toThrow(RangeError);
  });
});

describe.skipIf(given !== undefined)(
  'a bucket that does not do its part',
  () => {
    beforeEach(() => bucket.behave(null));

    test.each(['broken', 'portal'] as const)(
      '%s: nothing counts as kept, as there or as gone',
      async (how) => {
        const { sha256, pieces } = aMaterial(50);
        bucket.behave(how);
        await expect(s3.put(sha256, pieces())).rejects.toThrow();
        await expect(s3.has(sha256)).rejects.toThrow();
        await expect(s3.read(sha256)).rejects.toThrow();
        await expect(s3.remove(sha256)).rejects.toThrow();
      },
    );

    test('an answer that was lost: the same is put once more', async () => {
      const { sha256, pieces } = aMaterial(50);
      bucket.behave('cut');
      await expect(s3.put(sha256, pieces())).rejects.toThrow();
      bucket.behave(null);
      expect(await s3.put(sha256, pieces())).toBe(true);
    });

    test('bytes that were changed in it are not given out', async () => {
      const { sha256, pieces } = aMaterial(50);
      await s3.put(sha256, pieces());
      const name = `${sha256.slice(0, 2)}/${sha256.slice(2)}`;
      bucket.objects.set(name, randomBytes(50));
      await expect(s3.read(sha256)).rejects.toThrow('another hash');
    });

    test('mistyped or emptied, it says of nothing that it is not there, and takes nothing', async () => {
      const { sha256, pieces } = aMaterial(50);
      const kept = new Map(bucket.objects);
      bucket.objects.clear();
      const fresh = storeS3(settings, clock);
      await expect(s3.has(sha256)).rejects.toThrow('not the bucket');
      await expect(fresh.put(sha256, pieces())).rejects.toThrow(
        'not the bucket',
      );
      expect(bucket.objects.size).toBe(0);
      for (const [name, bytes] of kept) bucket.objects.set(name, bytes);
      expect(await s3.has(sha256)).toBe(false);
    });

    test('one that lets somebody wait too long is not waited for by the next', async () => {
      let asked = 0;
      let nowMs = Date.now();
      const silent = storeS3(
        settings,
        () => new Date(nowMs),
        () => {
          asked += 1;
          return Promise.reject(new DOMException('', 'TimeoutError'));
        },
      );
      const { sha256 } = aMaterial(50);
      for (const _ of [1, 2, 3])
        await expect(silent.has(sha256)).rejects.toThrow('no answer');
      expect(asked).toBe(1);
      nowMs += 60_000;
      await expect(silent.has(sha256)).rejects.toThrow('no answer');
      expect(asked).toBe(2);
    });

    test('a key that it does not know is no missing material', async () => {
      const before = bucket.unsigned();
      const stranger = storeS3({ ...settings, secret: 'x' }, clock);
      await expect(stranger.has(aMaterial(50).sha256)).rejects.toThrow('403');
      expect(bucket.unsigned()).toBe(before + 1);
    });
  },
);

test('what lay in the folder before is read on, and what is new goes to the bucket', async () => {
  const former = storeFolder(join(folder, 'three'));
  const old = aMaterial(50);
  await former.put(old.sha256, old.pieces());
  const store = storeBeside(s3, former);
  expect(await store.has(old.sha256)).toBe(true);
  expect(Buffer.from(await store.read(old.sha256)).equals(old.bytes)).toBe(
    true,
  );
  const fresh = aMaterial(50);
  await store.put(fresh.sha256, fresh.pieces());
  expect(await former.has(fresh.sha256)).toBe(false);
  expect(await s3.has(fresh.sha256)).toBe(true);
});
