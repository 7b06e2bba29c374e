// A stick that somebody else has written on, or joined from what he copied.
import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { STICK_TYPES } from '../../../src/protocol/stick-records.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { hashOf, stickRecords } from '../../support/stick-builder.ts';
import { startTownship, STATION } from './a-township.ts';

const { platform, takeRecords } = await startTownship();
const { context } = platform;
const { sql } = context;
const aDevice = () => TestDevice.ready(platform, STATION);
const aMaterial = () => new Uint8Array(randomBytes(300));

const isHere = async (content: Uint8Array) =>
  (await sql`SELECT 1 FROM materials WHERE sha256 = ${hashOf(content)}`)
    .length === 1;

test('a copied manifest answers for as many photographs as it promises, however often it comes', async () => {
  const device = await aDevice();
  const [own, one, two] = [aMaterial(), aMaterial(), aMaterial()];
  const [manifest] = await stickRecords(device, { materials: [own] });
  if (manifest === undefined) throw new Error('a manifest');
  const asMaterial = (bytes: Uint8Array<ArrayBuffer>) => ({
    type: STICK_TYPES.material,
    bytes,
  });
  const summary = await takeRecords([
    manifest,
    ...[own, own, one].map(asMaterial),
    manifest,
    asMaterial(two),
  ]);
  expect(summary.materials).toMatchObject({ received: 1, unproven: 2 });
  expect(await Promise.all([own, one, two].map(isHere))).toEqual([
    true,
    false,
    false,
  ]);
});

test('a manifest vouches for nobody else’s operations: whoever stands first in the file', async () => {
  const [thief, device] = [await aDevice(), await aDevice()];
  const envelope = await device.make(device.submitOperation());
  const records = await stickRecords(device, { batches: [[envelope]] });
  const [, batch] = records;
  if (batch === undefined) throw new Error('a batch');
  const [claim] = await stickRecords(thief, {
    manifest: { batches: [hashOf(batch.bytes)], operations: 1 },
  });
  if (claim === undefined) throw new Error('a manifest');
  const summary = await takeRecords([claim, ...records]);
  expect(summary.operations).toMatchObject({ received: 1, refused: 0 });
  expect(
    summary.files.map(({ deviceId, part }) => [deviceId, part]),
  ).toContainEqual([device.id, 1]);
  const [row] = await sql`
    SELECT result FROM operations WHERE operation_id = ${envelope.id}`;
  expect(row).toMatchObject({ result: 'applied' });
});

test('a record that the county stumbles over costs itself alone', async () => {
  const device = await aDevice();
  const bad = await device.make(device.submitOperation());
  const good = await device.make(device.submitOperation());
  const records = await stickRecords(device, { batches: [[bad], [good]] });
  // A fault of our own, at the first batch alone.
  const { clock } = context;
  let calls = 0;
  const [manifest, first, ...others] = records;
  if (manifest === undefined || first === undefined) throw new Error('records');
  Object.assign(context, {
    clock: () => {
      calls += 1;
      if (calls === 3) throw new TypeError('a fault of ours');
      return clock();
    },
  });
  const summary = await takeRecords([manifest, first, ...others]).finally(() =>
    Object.assign(context, { clock }),
  );
  expect(summary.damagedRecords).toBe(1);
  expect(summary.operations.received).toBeGreaterThanOrEqual(1);
});

test('what is told of bad tickets is bounded', async () => {
  const device = await TestDevice.unenrolled(platform, STATION);
  const request = await device.enrolmentRequest();
  const bytes = new TextEncoder().encode(
    JSON.stringify({ ...request, ticket: 'no.ticket.atall' }),
  );
  const many = Array.from({ length: 60 }, () => ({
    type: STICK_TYPES.enrolment,
    bytes,
  }));
  const { enrolmentProblems } = await takeRecords(many);
  expect(enrolmentProblems).toHaveLength(20);
});

test('noise that nobody vouches for and nobody signed is opened only so often', async () => {
  const device = await aDevice();
  const envelope = await device.make(device.submitOperation());
  const noise = (count: number) =>
    Array.from({ length: count }, () => ({ ...envelope, id: randomUUID() }));
  const genuine = await stickRecords(device, { batches: [[envelope]] });
  const batches = Array.from({ length: 10 }, () => noise(100));
  const unsigned = await stickRecords(device, { batches });
  const unvouched = unsigned.slice(1);
  const { operations } = await takeRecords([...unvouched, ...genuine.slice(1)]);
  expect(operations).toMatchObject({ received: 0, unproven: 1001 });
  // What its device vouches for is taken in all the same.
  const after = await takeRecords([...unvouched, ...genuine]);
  expect(after.operations).toMatchObject({ received: 1, unproven: 1000 });
});

test('a part beyond what an export may have, or an epoch that is none, is no manifest', async () => {
  const device = await aDevice();
  const material = aMaterial();
  const have = {
    epoch: 'no epoch / at all',
    ack: null,
    cursors: [],
    seq: 0,
    head: null,
  };
  for (const manifest of [
    { part: 0 },
    { part: 1000, parts: 1000 },
    { part: 1, parts: 2 ** 31 },
    { have },
    { have: { ...have, epoch: 'e'.repeat(65) } },
  ]) {
    const records = await stickRecords(device, {
      materials: [material],
      manifest,
    });
    const summary = await takeRecords(records);
    expect(summary).toMatchObject({ forged: 1, files: [] });
    expect(await isHere(material)).toBe(false);
  }
});
