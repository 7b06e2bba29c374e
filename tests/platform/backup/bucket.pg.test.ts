import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { copyMaterials } from '../../../src/platform/backup/copy-materials.ts';
import { materialPath } from '../../../src/platform/backup/backup-form.ts';
import { FileList } from '../../../src/platform/backup/file-list.ts';
import { storeBeside } from '../../../src/platform/materials/open-store.ts';
import { storeFolder } from '../../../src/platform/materials/store-folder.ts';
import { storeS3 } from '../../../src/platform/materials/store-s3.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { openObjectStore } from '../../support/object-store.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { send } from '../intake/a-case.ts';
import {
  aMaterial,
  askOffset,
  headersOf,
  postWhole,
  urlOf,
} from '../materials/a-material.ts';

const platform = await startTestPlatform();
const { context, folder } = platform;
const bucket = await openObjectStore();
afterAll(bucket.close);
const inFolder = context.store;
const materials = join(folder, 'materials');
context.store = storeBeside(
  storeS3(bucket.settings, context.clock),
  storeFolder(materials),
);
await context.store.bucket?.makeOurs();
const device = await TestDevice.ready(platform, '422825102206');

async function aPhotograph(): Promise<string> {
  const material = aMaterial(3000);
  await send(
    device,
    await device.make(
      device.submitOperation({
        papers: [{ how: 'photo', paperId: 'V14-M2', pages: [material.ref] }],
      }),
    ),
  );
  await postWhole(device, material);
  return material.ref.sha256;
}

async function backUp(name: string, earlier?: string) {
  const target = join(folder, name, 'materials');
  mkdirSync(target, { recursive: true });
  const list = await FileList.begin(
    join(folder, name, 'list'),
    () => undefined,
  );
  try {
    return await copyMaterials(context, {
      folder: materials,
      target,
      ...(earlier === undefined ? {} : { earlier: join(folder, earlier) }),
      list,
    });
  } finally {
    await list.close();
  }
}

test('a photograph goes to the bucket before it is acknowledged, and is read from there', async () => {
  const sha256 = await aPhotograph();
  expect(await inFolder.has(sha256)).toBe(false);
  expect((await context.store.read(sha256)).length).toBe(
    bucket.objects.get(materialPath(sha256))?.length,
  );
});

test('a bucket that does not answer acknowledges nothing, and the device goes on where it stood', async () => {
  const material = aMaterial(3000);
  await send(
    device,
    await device.make(
      device.submitOperation({
        papers: [{ how: 'photo', paperId: 'V14-M2', pages: [material.ref] }],
      }),
    ),
  );
  bucket.behave('broken');
  expect((await postWhole(device, material)).status).toBe(503);
  bucket.behave(null);
  const { length } = material.content;
  expect((await askOffset(device, material)).offset).toBe(length);
  const goesOn = await fetch(`${urlOf(device, material)}/upload`, {
    method: 'PATCH',
    headers: {
      ...headersOf(device, material),
      'Content-Type': 'application/partial-upload',
      'Upload-Offset': String(length),
    },
    body: new Uint8Array(),
  });
  expect(goesOn.status).toBe(201);
  expect(await context.store.has(material.ref.sha256)).toBe(true);
});

test('a backup holds what lies in the bucket and what lay in the folder before', async () => {
  const first = await aPhotograph();
  const whole = context.store;
  context.store = inFolder;
  const before = await aPhotograph();
  context.store = whole;
  const done = await backUp('one');
  expect(done).toMatchObject({ count: 4, linked: 0, missing: 0, damaged: [] });
  for (const sha256 of [first, before])
    expect(
      readFileSync(join(folder, 'one/materials', materialPath(sha256))),
    ).toEqual(Buffer.from(await whole.read(sha256)));
  // The next one takes over what the bucket has still.
  expect(await backUp('two', 'one')).toMatchObject({ count: 4, linked: 4 });
});

test('what the bucket has lost is asked of its device again', async () => {
  const sha256 = await aPhotograph();
  bucket.objects.delete(`${sha256.slice(0, 2)}/${sha256.slice(2)}`);
  expect(await backUp('three')).toMatchObject({ count: 4, missing: 1 });
});

test('one that is damaged in the bucket is named, and the others are copied all the same', async () => {
  const sha256 = await aPhotograph();
  const path = materialPath(sha256);
  bucket.objects.set(path, Buffer.from('something else'));
  expect(await backUp('four')).toMatchObject({ count: 4, damaged: [sha256] });
});
