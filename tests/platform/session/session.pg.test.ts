import { expect, test } from 'vitest';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const STATION = '422825201237';
const aDevice = async () => await TestDevice.ready(platform, STATION);

test('a nonce opens one session and no second', async () => {
  const device = await aDevice();
  const { nonce } = device;
  expect((await device.assertSession(nonce)).status).toBe(200);
  const again = await device.assertSession(nonce);
  expect([again.status, again.body.code]).toEqual([401, 'nonceNeeded']);
  expect((await device.assertSession(again.body.nonce ?? '')).status).toBe(200);
});

test('a locked device may deliver and may not read', async () => {
  const device = await aDevice();
  const session = await device.open({}, { locked: true });
  expect(session.scope).toEqual(['deliver']);
  const path = `/api/v1/feed?cursor=station:${STATION}:0`;
  expect((await device.get(path)).status).toBe(403);
  expect((await device.open()).scope).toEqual(['deliver', 'read']);
  expect((await device.get(path)).status).toBe(200);
});

test('a session names the gaps that the platform sees in the chain', async () => {
  const device = await aDevice();
  const made = [];
  for (let i = 0; i < 6; i += 1)
    made.push(await device.make(device.submitOperation()));
  const [one, , three, , , six] = made;
  if (!one || !three || !six) throw new Error('six operations');
  await device.push(one, three, six);
  expect((await device.open()).have).toEqual({
    seq: 1,
    missing: [
      [2, 2],
      [4, 5],
    ],
  });
});

test('a confirmation for more than the platform knows is a restore: the epoch moves on', async () => {
  const device = await aDevice();
  const before = await device.open();
  const { body } = await device.push(
    await device.make(device.submitOperation()),
  );
  const oldToken = device.token;
  const { sql } = platform.context;
  await sql`UPDATE devices SET known_seq = 0, head = NULL, highest_seq = 0
    WHERE device_id = ${device.id}`;
  const forged = await device.open({
    ack: { ...body.ack, seq: 99 },
  });
  expect(forged.epoch).toBe(before.epoch);
  const after = await device.open({ ack: body.ack });
  expect(after.epoch).not.toBe(before.epoch);
  expect(after.have.seq).toBe(0);
  device.token = oldToken;
  const old = await device.push(await device.make(device.submitOperation()));
  expect([old.status, old.body.code]).toEqual([409, 'epochChanged']);
});
