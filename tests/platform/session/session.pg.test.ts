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
