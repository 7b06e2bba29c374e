import { decodeJwt, decodeProtectedHeader } from 'jose';
import { expect, test } from 'vitest';
import { removeClerk } from '../../../src/platform/enrolment/remove-clerk.ts';
import { revokeDevice } from '../../../src/platform/enrolment/revoke-device.ts';
import { verifyJws } from '../../../src/platform/keys/verify-jws.ts';
import {
  DIRECTORY_TYP,
  directorySchema,
  type DirectoryDevice,
} from '../../../src/protocol/directory.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { context } = platform;

const ask = (headers: Record<string, string> = {}) =>
  fetch(`${platform.address}/api/v1/directory`, { headers });

async function entryOf({ id }: TestDevice): Promise<DirectoryDevice> {
  const directory = await verifyJws(await (await ask()).text(), {
    jwk: context.keys.root.publicJwk,
    typ: DIRECTORY_TYP,
    schema: directorySchema,
  });
  const entry = directory?.devices.find((each) => each.id === id);
  if (entry === undefined) throw new Error('not in the directory');
  return entry;
}

test('the directory names every device with its keys, signed by the root, and nobody', async () => {
  const device = await TestDevice.ready(platform, '422825201237');
  const { x, y } = device.keys.author.jwk;
  expect(await entryOf(device)).toEqual({
    id: device.id,
    station: '422825201237',
    number: device.number,
    keys: [{ x, y }],
  });
  const jws = await (await ask()).text();
  expect(decodeProtectedHeader(jws)).toMatchObject({
    kid: context.keys.root.kid,
  });
  expect(JSON.stringify(decodeJwt(jws))).not.toContain('杨示梅');
});

test('whoever has it already is told so in no bytes, until something has changed', async () => {
  const first = await ask();
  const etag = first.headers.get('ETag') ?? '';
  const jws = await first.text();
  const again = await ask({ 'If-None-Match': etag });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe('');
  expect(await (await ask()).text()).toBe(jws);
  await TestDevice.ready(platform, '422825201237');
  const changed = await ask({ 'If-None-Match': etag });
  expect(changed.status).toBe(200);
  expect(await changed.text()).not.toBe(jws);
});

test('a device that was suspended, let in again and revoked ended when it was revoked', async () => {
  const device = await TestDevice.ready(platform, '422825201237');
  const deviceId = device.id;
  platform.setNow('2026-11-26T02:00:00.000Z');
  await revokeDevice(context, { deviceId, state: 'suspended' });
  expect(await entryOf(device)).toMatchObject({
    endedAt: '2026-11-26T02:00:00.000Z',
  });
  await revokeDevice(context, { deviceId, state: 'active' });
  expect(await entryOf(device)).not.toHaveProperty('endedAt');
  platform.setNow('2026-11-27T02:00:00.000Z');
  await revokeDevice(context, { deviceId, state: 'suspended' });
  platform.setNow('2026-11-28T02:00:00.000Z');
  await revokeDevice(context, { deviceId, state: 'revoked' });
  expect(await entryOf(device)).toMatchObject({
    endedAt: '2026-11-27T02:00:00.000Z',
  });
});

test('the key of a clerk who was removed ended then; one that left stands up to its place', async () => {
  const device = await TestDevice.ready(platform, '422825201237');
  platform.setNow('2026-11-29T02:00:00.000Z');
  await removeClerk(context, { deviceId: device.id, clerkId: 'demo-clerk' });
  expect((await entryOf(device)).keys).toMatchObject([
    { endedAt: '2026-11-29T02:00:00.000Z' },
  ]);
  await context.sql`UPDATE author_keys SET last_seq = 7
    WHERE device_id = ${device.id}`;
  const [key] = (await entryOf(device)).keys;
  expect(key).toMatchObject({ lastSeq: 7 });
  expect(key).not.toHaveProperty('endedAt');
});
