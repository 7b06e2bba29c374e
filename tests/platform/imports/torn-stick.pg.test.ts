// A stick's file that is torn, damaged, joined, or comes in pieces and parts: whatever
// is whole in it is taken in, and what is not is said.
import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { stickRecords, toFile } from '../../support/stick-builder.ts';
import { aCase, aFollower } from './a-case.ts';
import { OTHER_STATION, startTownship, STATION } from './a-township.ts';

const { platform, take, takeRecords, casesOf, isWholeHere } =
  await startTownship();
const { sql } = platform.context;

test('a torn file gives what is whole in it and says so; the whole one later completes it', async () => {
  const device = await TestDevice.ready(platform, STATION);
  const made = [
    await aCase(device),
    await aCase(device),
    await aCase(device),
  ] as const;
  const records = await stickRecords(device, {
    batches: made.map(({ envelope }) => [envelope]),
    materials: made.map(({ photograph }) => photograph),
  });
  const file = await toFile(...records);
  const upToSecond = (await toFile(...records.slice(0, 3))).length;
  const torn = await take(file.subarray(0, upToSecond + 700));
  expect(torn).toMatchObject({
    cases: { received: 2 },
    damagedRecords: 1,
    torn: true,
  });
  expect(torn.files).toHaveLength(1);
  // Cut between two records it is torn all the same: the manifest knows.
  expect(await take(file.subarray(0, upToSecond))).toMatchObject({
    damagedRecords: 0,
    torn: true,
  });
  const whole = await take(file);
  expect(whole).toMatchObject({
    cases: { received: 3, byFile: 2 },
    torn: false,
  });
  expect(await casesOf(device)).toHaveLength(3);
});

test('pieces of a file, in any order, bring what is whole in them, and the file itself the rest', async () => {
  const device = await TestDevice.ready(platform, STATION);
  const made = [
    await aCase(device),
    await aCase(device),
    await aCase(device),
    await aCase(device),
  ] as const;
  const file = await toFile(
    ...(await stickRecords(device, {
      batches: made.map(({ envelope }) => [envelope]),
      materials: made.map(({ photograph }) => photograph),
    })),
  );
  const third = Math.floor(file.length / 3);
  const pieces = [
    file.subarray(2 * third),
    file.subarray(third, 2 * third),
    file.subarray(0, third),
  ];
  let received = 0;
  for (const piece of pieces) {
    const summary = await take(piece);
    received += summary.cases.received;
    expect(summary.damagedRecords).toBeGreaterThan(0);
  }
  // Two cuts can cost two batches at most.
  expect(received).toBeGreaterThanOrEqual(2);
  expect(await casesOf(device)).toHaveLength(received);
  expect(await take(file)).toMatchObject({
    cases: { received: 4, byFile: received },
    torn: false,
  });
  expect(await casesOf(device)).toHaveLength(4);
  for (const { photograph } of made)
    expect(await isWholeHere(photograph)).toBe(true);
});

test('guarantee 3: parts in the wrong order, each in its own time, end as if they had come in order', async () => {
  const device = await TestDevice.ready(platform, STATION);
  const made = await aCase(device);
  const follower = await aFollower(device, made);
  const fileId = randomUUID();
  const part = async (n: number, envelope: Envelope) =>
    await takeRecords(
      await stickRecords(device, {
        batches: [[envelope]],
        manifest: { fileId, part: n, parts: 3 },
      }),
    );
  const early = await part(2, follower);
  expect(early.operations).toMatchObject({ received: 1, waiting: 1 });
  expect(early.files[0]?.missingParts).toEqual([1, 3]);
  expect(await casesOf(device)).toEqual([]);
  const late = await part(1, made.envelope);
  expect(late.operations).toMatchObject({ received: 1, waiting: 0 });
  expect(late.files[0]?.missingParts).toEqual([3]);
  expect(await casesOf(device)).toMatchObject([{ status: 'withdrawn' }]);
  const waiting = await sql`SELECT 1 FROM waiting_operations
    WHERE device_id = ${device.id}`;
  expect(waiting).toHaveLength(0);
});

test('a damaged record costs that record and no other', async () => {
  const device = await TestDevice.ready(platform, STATION);
  const made = [
    await aCase(device),
    await aCase(device),
    await aCase(device),
  ] as const;
  const records = await stickRecords(device, {
    batches: made.map(({ envelope }) => [envelope]),
  });
  const file = await toFile(...records);
  const at = (await toFile(...records.slice(0, 2))).length + 300;
  file[at] = (file[at] ?? 0) ^ 0x40;
  expect(await take(file)).toMatchObject({
    cases: { received: 2 },
    damagedRecords: 1,
    torn: true,
  });
  expect(await casesOf(device)).toHaveLength(2);
});

test('two devices in one file, joined and with rubbish between, are both taken in', async () => {
  const one = await TestDevice.ready(platform, STATION);
  const two = await TestDevice.ready(platform, OTHER_STATION);
  const ofOne = await aCase(one);
  const ofTwo = await aCase(two);
  const file = Buffer.concat([
    await toFile(
      ...(await stickRecords(one, {
        batches: [[ofOne.envelope]],
        materials: [ofOne.photograph],
      })),
    ),
    randomBytes(333),
    await toFile(
      ...(await stickRecords(two, {
        batches: [[ofTwo.envelope]],
        materials: [ofTwo.photograph],
      })),
    ),
  ]);
  const summary = await take(file);
  expect(summary.cases.received).toBe(2);
  expect(summary.files.map(({ stationCode }) => stationCode)).toEqual([
    STATION,
    OTHER_STATION,
  ]);
  expect(summary.torn).toBe(false);
  expect(await casesOf(one)).toHaveLength(1);
  expect(await casesOf(two)).toHaveLength(1);
});
