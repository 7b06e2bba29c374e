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

test('who has no session costs the county little, and is answered briefly, however much does not fit', async () => {
  const device = await aDevice();
  const have = { epoch: null, ack: null, seq: 0 };
  const session = { assertion: 'x', authorAssertion: null };
  for (const cursors of [
    Array.from({ length: 20_000 }, () => ({})),
    Array.from({ length: 5000 }, () => '\0'),
  ]) {
    const answer = await fetch(`${device.address}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...session, have: { ...have, cursors } }),
    });
    expect(answer.status).toBe(400);
    expect((await answer.text()).length).toBeLessThan(1024);
  }
});
