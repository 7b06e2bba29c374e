// A batch that comes beside the question for a session, by a proof of its own.
import { expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { sql } = platform.context;
const STATION = '422825201237';
const aDevice = async () => await TestDevice.ready(platform, STATION);

async function aBatch(device: TestDevice) {
  const envelope = await device.make(device.submitOperation());
  return { batchId: uuidv7(), operations: [envelope] };
}

async function isHere(id: string | undefined): Promise<boolean> {
  const rows =
    await sql`SELECT 1 FROM operations WHERE operation_id = ${id ?? ''}`;
  return rows.length > 0;
}

test('it is taken in without a session, and again has no second effect', async () => {
  const device = await aDevice();
  device.token = '';
  const batch = await aBatch(device);
  const first = await device.pushEarly(batch);
  expect(first.body.results).toMatchObject([{ result: 'applied' }]);
  expect(first.body.epoch).toBe(device.epoch);
  expect(first.body.life).toBe(device.life);
  expect(first.body.life).toMatch(/./);
  const second = await device.pushEarly(batch);
  expect(second.body.results).toMatchObject([{ result: 'duplicate' }]);
});

test('the proof of another batch, or by another device, lets nothing in', async () => {
  const device = await aDevice();
  const batch = await aBatch(device);
  const proved = { ...batch, batchId: uuidv7() };
  expect((await device.pushEarly(batch, { proved })).status).toBe(401);
  const by = await aDevice();
  expect((await device.pushEarly(batch, { by })).status).toBe(401);
  expect(await isHere(batch.operations[0]?.id)).toBe(false);
});

test('a proof that was heard on the way lets nothing in but the very batch', async () => {
  const device = await aDevice();
  const batch = await aBatch(device);
  const [envelope] = batch.operations;
  if (envelope === undefined) throw new Error('a batch of one');
  const bent = [
    { ...envelope, id: uuidv7() },
    { ...envelope, seen: 7 },
    { ...envelope, jwe: envelope.jwe.replace(/[\w-]+$/, 'A'.repeat(22)) },
  ];
  for (const each of bent) {
    const heard = { ...batch, operations: [each] };
    const answer = await device.pushEarly(heard, { proved: batch });
    expect(answer.status).toBe(401);
  }
  const kept =
    await sql`SELECT 1 FROM envelopes WHERE device_id = ${device.id}`;
  expect(kept).toHaveLength(0);
  expect((await device.pushEarly(batch)).status).toBe(200);
});

test('it stands for no session: nothing else is done by it', async () => {
  const device = await aDevice();
  const proof = { Authorization: 'Proof nothing' };
  const path = `${device.address}/api/v1/feed?cursor=station:${STATION}:0`;
  expect((await fetch(path, { headers: proof })).status).toBe(401);
  const batches = `${device.address}/api/v1/operations`;
  const answer = await fetch(batches, { method: 'POST', headers: proof });
  expect(answer.status).toBe(401);
});
