import { expect, test } from 'vitest';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { sql } = platform.context;
const aDevice = async () => await TestDevice.ready(platform, '422825201237');

async function tell(
  device: TestDevice,
  envelope: Envelope,
  changes: Record<string, unknown> = {},
): Promise<Response> {
  const { id, deviceId, seq, sha256 } = envelope;
  return await fetch(`${device.address}/api/v1/operations/unreadable`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${device.token}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({
      id,
      deviceId,
      seq,
      sha256,
      code: 'invalid',
      envelope: JSON.stringify(envelope),
      ...changes,
    }),
  });
}

async function missingOf(device: TestDevice) {
  const { have } = await device.open();
  return have;
}

test('a proven copy takes its place in the chain as refused, and has no effect', async () => {
  const device = await aDevice();
  const first = await device.make(device.submitOperation());
  const inTray = await device.make(device.submitOperation());
  const third = await device.make(device.submitOperation());
  await device.push(first, third);
  expect(await missingOf(device)).toEqual({ seq: 1, missing: [[2, 2]] });
  const answer = await tell(device, inTray);
  expect(await answer.json()).toMatchObject({ id: inTray.id });
  expect(await missingOf(device)).toEqual({ seq: 3, missing: [] });
  // A copied delivery key could tell of it as well: if it comes, a person decides.
  const { body } = await device.push(inTray);
  expect(body.results).toMatchObject([
    { result: 'held', code: 'unprocessable' },
  ]);
  const cases = await sql`SELECT 1 FROM cases WHERE case_id = ${inTray.caseId}`;
  expect(cases).toHaveLength(0);
});

test('an operation that took effect keeps it, whatever is told of it later', async () => {
  const device = await aDevice();
  const envelope = await device.make(device.submitOperation());
  await device.push(envelope);
  expect((await tell(device, envelope)).status).toBe(200);
  const { body } = await device.push(envelope);
  expect(body.results).toMatchObject([{ result: 'duplicate' }]);
});

test('what cannot be read is kept as evidence and takes no place', async () => {
  const device = await aDevice();
  const envelope = await device.make(device.submitOperation());
  expect((await tell(device, envelope, { envelope: '{"no' })).status).toBe(200);
  expect((await tell(device, envelope, { envelope: null })).status).toBe(200);
  const rows = await sql`
    SELECT envelope FROM unreadable_operations
    WHERE operation_id = ${envelope.id}`;
  expect(rows).toEqual([{ envelope: '{"no' }]);
  expect(await missingOf(device)).toMatchObject({ seq: 0 });
});

test('nobody tells of the operations of another device', async () => {
  const [device, other] = [await aDevice(), await aDevice()];
  const envelope = await other.make(other.submitOperation());
  expect((await tell(device, envelope)).status).toBe(400);
});

test('evidence is kept for 90 days', async () => {
  const device = await aDevice();
  const [old, fresh] = [
    await device.make(device.submitOperation()),
    await device.make(device.submitOperation()),
  ];
  await tell(device, old);
  await sql`
    UPDATE unreadable_operations SET arrived_at = now() - interval '91 days'
    WHERE operation_id = ${old.id}`;
  await tell(device, fresh);
  const rows = await sql`
    SELECT operation_id AS id FROM unreadable_operations
    WHERE device_id = ${device.id}`;
  expect(rows).toEqual([{ id: fresh.id }]);
});
