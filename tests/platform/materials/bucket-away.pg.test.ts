// A bucket that does not answer, or is another than before, costs a county nothing but
// time: no work is left to a person, and no photograph is gone for good.
import { afterAll, afterEach, expect, test } from 'vitest';
import { claimBucket } from '../../../src/platform/materials/claim-bucket.ts';
import { findLost } from '../../../src/platform/materials/find-lost.ts';
import { openMaterial } from '../../../src/platform/materials/open-material.ts';
import { storeBeside } from '../../../src/platform/materials/open-store.ts';
import { storeS3 } from '../../../src/platform/materials/store-s3.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { openObjectStore } from '../../support/object-store.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { send } from '../intake/a-case.ts';
import { aMaterial, citing, postWhole, type Material } from './a-material.ts';

const platform = await startTestPlatform();
const { context } = platform;
const bucket = await openObjectStore();
afterAll(bucket.close);
afterEach(() => bucket.behave(null));
context.store = storeBeside(
  storeS3(bucket.settings, context.clock),
  context.store,
);
await claimBucket(context);
const device = await TestDevice.ready(platform, '422825102206');

const nameOf = ({ ref: { sha256 } }: Material) =>
  `${sha256.slice(0, 2)}/${sha256.slice(2)}`;

function aSignal(): [Promise<void>, () => void] {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return [given, () => give()];
}

async function aPhotograph(): Promise<Material> {
  const material = aMaterial(3000);
  await send(device, await citing(device, material.ref));
  expect((await postWhole(device, material)).status).toBe(201);
  return material;
}

test('work that cites a photograph that is here waits for the bucket, beside it nothing does, and no person is asked', async () => {
  const { ref } = await aPhotograph();
  bucket.behave('broken');
  const waits = await citing(device, ref);
  const other = await device.make(device.submitOperation());
  expect(await send(device, waits, other)).toMatchObject([
    { result: 'later', code: 'busy' },
    { result: 'applied' },
  ]);
  bucket.behave(null);
  expect(await send(device, waits)).toMatchObject([{ result: 'applied' }]);
});

test('another bucket than before is not marked as ours, and nothing counts as gone', async () => {
  const material = await aPhotograph();
  const kept = new Map(bucket.objects);
  bucket.objects.clear();
  expect(await claimBucket(context)).toBe(false);
  const { sha256 } = material.ref;
  await expect(openMaterial(context, sha256)).rejects.toThrow('not the bucket');
  for (const [name, bytes] of kept) bucket.objects.set(name, bytes);
  expect(await claimBucket(context)).toBe(true);
  expect(await openMaterial(context, sha256)).toBeDefined();
});

test('a photograph that was missed is complete again when it turns up', async () => {
  const material = await aPhotograph();
  const { sha256 } = material.ref;
  const name = nameOf(material);
  const bytes = bucket.objects.get(name);
  bucket.objects.delete(name);
  expect(await openMaterial(context, sha256)).toBeUndefined();
  expect(await findLost(context)).toBe(0);
  bucket.objects.set(name, bytes ?? Buffer.alloc(0));
  expect(await findLost(context)).toBe(1);
  expect(await openMaterial(context, sha256)).toMatchObject({
    bytes: new Uint8Array(material.plain),
  });
  expect(await findLost(context)).toBe(0);
});

test('while the bucket takes its time over one, the database waits for nothing', async () => {
  const material = aMaterial(3000);
  const { sha256 } = material.ref;
  await send(device, await citing(device, material.ref));
  const whole = context.store;
  const [isUnder, begins] = aSignal();
  const [mayGoOn, goOn] = aSignal();
  context.store = {
    ...whole,
    put: async (...wish) => {
      begins();
      await mayGoOn;
      return await whole.put(...wish);
    },
  };
  const sent = postWhole(device, material);
  await isUnder;
  const free = await context.sql`
    SELECT 1 FROM materials WHERE sha256 = ${sha256} FOR UPDATE NOWAIT`.catch(
    () => [],
  );
  goOn();
  expect((await sent).status).toBe(201);
  context.store = whole;
  expect(free).toHaveLength(1);
});
