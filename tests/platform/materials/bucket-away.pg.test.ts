// A bucket that does not answer, or is another than before, costs a county nothing but
// time: no work is left to a person, and no photograph is gone for good.
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { settleHeld } from '../../../src/platform/intake/settle-held.ts';
import { claimBucket } from '../../../src/platform/materials/claim-bucket.ts';
import { findLost } from '../../../src/platform/materials/find-lost.ts';
import {
  StoreUnavailable,
  type MaterialStore,
} from '../../../src/platform/materials/material-store.ts';
import { openMaterial } from '../../../src/platform/materials/open-material.ts';
import { storeBeside } from '../../../src/platform/materials/open-store.ts';
import { storeS3 } from '../../../src/platform/materials/store-s3.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { openObjectStore } from '../../support/object-store.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import {
  aCase,
  anAct,
  decide,
  REJECTED,
  send,
  supplement,
} from '../intake/a-case.ts';
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

test('what a person lets pass meanwhile stays held for what it was, until the bucket is back', async () => {
  const { ref } = await aPhotograph();
  const submit = await aCase(device);
  await decide(platform, submit.caseId, REJECTED);
  const papers = [{ how: 'photo', paperId: 'V14-M2', pages: [ref] }];
  const late = await anAct(device, submit, { ...supplement, papers });
  const isHeld = [{ result: 'held', code: 'notAllowedNow' }];
  expect(await send(device, late)).toMatchObject(isHeld);
  const settle = async () =>
    await settleHeld(context, {
      operationId: late.id,
      by: '彭示桂',
      decision: 'apply',
      reason: 'x',
    });
  bucket.behave('broken');
  await expect(settle()).rejects.toThrow(StoreUnavailable);
  bucket.behave(null);
  expect(await send(device, late)).toMatchObject(isHeld);
  expect((await settle()).ok).toBe(true);
  expect(await send(device, late)).toMatchObject([{ result: 'duplicate' }]);
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

describe('while the bucket takes its time, the database waits for nothing', () => {
  const whole = context.store;
  afterEach(() => {
    context.store = whole;
  });

  /** What that query gives while the store is asked in the course of that work. */
  async function during<Done>(
    wish: 'put' | 'has',
    work: () => Promise<Done>,
    ask: () => Promise<readonly unknown[]>,
  ) {
    const [isUnder, begins] = aSignal();
    const [mayGoOn, goOn] = aSignal();
    const waits = async () => {
      begins();
      await mayGoOn;
    };
    context.store = {
      ...whole,
      [wish]: async (...given: Parameters<MaterialStore['put']>) => {
        await waits();
        return await whole[wish](...given);
      },
    };
    const working = work();
    await isUnder;
    const free = await ask().catch(() => []);
    goOn();
    return { free: free.length, done: await working };
  }

  test('for the row of one that comes', async () => {
    const material = aMaterial(3000);
    const { sha256 } = material.ref;
    await send(device, await citing(device, material.ref));
    const { free, done } = await during(
      'put',
      async () => await postWhole(device, material),
      async () =>
        await context.sql`
        SELECT 1 FROM materials WHERE sha256 = ${sha256} FOR UPDATE NOWAIT`,
    );
    expect([free, done.status]).toEqual([1, 201]);
  });

  test('for the device whose work cites one', async () => {
    const { ref } = await aPhotograph();
    const again = await citing(device, ref);
    const { free, done } = await during(
      'has',
      async () => await send(device, again),
      async () =>
        await context.sql`
        SELECT 1 FROM devices WHERE device_id = ${device.id} FOR UPDATE NOWAIT`,
    );
    expect([free, done]).toMatchObject([1, [{ result: 'applied' }]]);
  });
});
