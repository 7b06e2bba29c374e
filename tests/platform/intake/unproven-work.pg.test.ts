// What nobody is proved to have made, cannot be opened, or does not fit its chain.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeKeys, TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { sql } = platform.context;
const STATION = '422825201237';
const aDevice = async () => await TestDevice.ready(platform, STATION);

test('a copied delivery key cannot stop what the clerk signs: neither its id nor its place in the chain', async () => {
  const device = await aDevice();
  const copy = await aDevice();
  const operation = device.submitOperation();
  const genuine = await device.make(operation);
  // The same id, hash and place, sealed to a key that the county does not have.
  const unreadable = await device.make(operation, {
    ...genuine,
    sealKid: 'no-such-key',
  });
  const squat = { ...unreadable, sha256: genuine.sha256 };
  const other = { ...unreadable, id: randomUUID() };
  for (const forged of [other, squat]) {
    expect((await device.push(forged)).body.results).toMatchObject([
      { result: 'held', code: 'unknownKid' },
    ]);
  }
  expect((await device.push(genuine)).body.results).toEqual([
    { id: genuine.id, result: 'applied' },
  ]);
  expect((await device.push(genuine)).body.results).toEqual([
    { id: genuine.id, result: 'duplicate' },
  ]);
  // Nor does another device block it.
  const next = await device.make(device.submitOperation());
  await copy.push({ ...unreadable, id: next.id });
  expect((await device.push(next)).body.results).toEqual([
    { id: next.id, result: 'applied' },
  ]);
});

test('nobody can use up an id with something that he cannot prove to have made', async () => {
  const device = await aDevice();
  const stranger = await makeKeys('ES256');
  const operation = device.submitOperation();
  const forged = await device.make(operation, {
    signWith: stranger.privateKey,
  });
  expect((await device.push(forged)).body.results).toMatchObject([
    { result: 'refused', code: 'badSignature' },
  ]);
  const listed = await sql`
    SELECT result FROM operations WHERE operation_id = ${forged.id}`;
  expect(listed).toEqual([{ result: 'refused' }]);
  device.seq -= 1;
  device.head = forged.prev;
  const genuine = await device.make(operation, {
    id: forged.id,
    caseId: forged.caseId,
  });
  expect((await device.push(genuine)).body.results).toMatchObject([
    { id: forged.id, result: 'applied' },
  ]);
});

test('an envelope that says another thing than its signature is refused', async () => {
  const device = await aDevice();
  const bent = await device.make(device.submitOperation(), {
    bend: (envelope) => ({ ...envelope, seen: 7 }),
  });
  const stolen = await device.make(device.submitOperation(), {
    deviceId: randomUUID(),
  });
  expect((await device.push(bent)).body.results).toMatchObject([
    { result: 'refused', code: 'headerMismatch' },
  ]);
  expect((await device.push(stolen)).body.results).toMatchObject([
    { result: 'refused', code: 'unknownDevice' },
  ]);
});

test('an unknown seal key is held; more than 64 kB sealed is refused', async () => {
  const device = await aDevice();
  const unknown = await device.make(device.submitOperation(), {
    sealKid: 'of-last-year',
  });
  const large = await device.make(device.submitOperation(), {
    bend: (envelope) => ({
      ...envelope,
      jwe: `${envelope.jwe}${'A'.repeat(64 * 1024)}`,
    }),
  });
  const { body } = await device.push(unknown, large);
  expect(body.results).toMatchObject([
    { result: 'held', code: 'unknownKid' },
    { result: 'refused', code: 'tooLarge' },
  ]);
});

test('a payload that inflates beyond 1 MB is refused', async () => {
  const device = await aDevice();
  const bomb = await device.make({
    ...device.submitOperation(),
    padding: 'a'.repeat(2 * 1024 * 1024),
  });
  expect(bomb.jwe.length).toBeLessThan(64 * 1024);
  expect((await device.push(bomb)).body.results).toMatchObject([
    { result: 'refused', code: 'tooLarge' },
  ]);
});

test('a second operation at one place of a chain is a fork: held, and what follows it', async () => {
  const device = await aDevice();
  const first = await device.make(device.submitOperation());
  const copy = await device.make(device.submitOperation(), {
    seq: first.seq,
    prev: first.prev,
  });
  const afterCopy = await device.make(device.submitOperation(), {
    seq: first.seq + 1,
    prev: copy.sha256,
  });
  const next = await device.make(device.submitOperation());
  const { body } = await device.push(first, copy, afterCopy, next);
  expect(body.results).toMatchObject([
    { result: 'applied' },
    { result: 'held', code: 'forked' },
    { result: 'held', code: 'forked' },
    { result: 'applied' },
  ]);
});

test('the work of a revoked device is all taken and held', async () => {
  const device = await aDevice();
  await sql`UPDATE devices SET state = 'revoked' WHERE device_id = ${device.id}`;
  const { body } = await device.push(
    await device.make(device.submitOperation()),
  );
  expect(body.results).toMatchObject([{ result: 'held', code: 'revoked' }]);
});

test('a place in the chain beyond all counting is not taken, and is no fault of the county', async () => {
  const device = await aDevice();
  const beyond = await device.make(device.submitOperation(), { seq: 2 ** 31 });
  const { status, body } = await device.push(beyond);
  expect([status, body.code]).toEqual([400, 'badRequest']);
  const last = await device.make(device.submitOperation(), {
    seq: 2 ** 31 - 1,
    prev: 'a'.repeat(64),
  });
  expect((await device.push(last)).body.results).toMatchObject([
    { result: 'applied' },
  ]);
});
