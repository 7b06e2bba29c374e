// On whose word a stick's records are taken in: that of a device which the county
// knows, and of each author.
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { LIMITS } from '../../../src/protocol/limits.ts';
import { STICK_TYPES } from '../../../src/protocol/stick-records.ts';
import { sign, TestDevice } from '../../support/device-builder.ts';
import { hashOf, stickRecords } from '../../support/stick-builder.ts';
import { aCase } from './a-case.ts';
import { OTHER_STATION, startTownship, STATION } from './a-township.ts';

const { platform, takeRecords, casesOf, isWholeHere } = await startTownship();
const { sql } = platform.context;

test('a device that never had contact is bound by its enrolment in the file', async () => {
  const device = await TestDevice.unenrolled(platform, STATION);
  const made = await aCase(device);
  const records = await stickRecords(device, {
    batches: [[made.envelope]],
    materials: [made.photograph],
    withEnrolment: true,
  });
  expect(await takeRecords(records)).toMatchObject({
    cases: { received: 1 },
    enrolmentProblems: [],
    forged: 0,
  });
  expect(await casesOf(device)).toHaveLength(1);
  // The network later binds the same device, not a second one.
  expect((await device.enrol()).status).toBe(201);
  await device.open();
  const { body } = await device.push(made.envelope);
  expect(body.results[0]?.result).toBe('duplicate');
});

test('a device that nobody knows brings nothing into the county', async () => {
  const device = await TestDevice.unenrolled(platform, STATION);
  const made = await aCase(device);
  const summary = await takeRecords(
    await stickRecords(device, {
      batches: [[made.envelope]],
      materials: [made.photograph],
    }),
  );
  expect(summary).toMatchObject({
    files: [],
    forged: 1,
    cases: { received: 0 },
    operations: { received: 0, unproven: 1 },
    materials: { received: 0, unproven: 1 },
  });
  expect(await isWholeHere(made.photograph)).toBe(false);
  const rows = await sql`
    SELECT 1 FROM operations WHERE device_id = ${device.id}`;
  expect(rows).toHaveLength(0);
});

test('a ticket that another device used is said, and that device stays out', async () => {
  const device = await TestDevice.ready(platform, STATION);
  const thief = await TestDevice.unenrolled(platform, STATION);
  const made = await aCase(thief);
  const records = await stickRecords(thief, { batches: [[made.envelope]] });
  const request = await thief.enrolmentRequest();
  const { delivery } = thief.keys;
  const stolen = {
    ...request,
    ticket: device.ticket,
    proof: await sign(delivery, 'enrolment+jwt', {
      jti: jtiOf(device.ticket),
      deviceId: thief.id,
    }),
  };
  const summary = await takeRecords([
    {
      type: STICK_TYPES.enrolment,
      bytes: Uint8Array.from(Buffer.from(JSON.stringify(stolen))),
    },
    ...records,
  ]);
  expect(summary.enrolmentProblems).toEqual(['ticketUsed']);
  expect(summary.operations).toMatchObject({ received: 0, unproven: 1 });
});

test('with its manifest bent nothing is taken on the carrier’s word, and all on the author’s', async () => {
  const device = await TestDevice.ready(platform, STATION);
  const made = await aCase(device);
  const forged = await device.make(device.submitOperation(), {
    seq: 2,
    signWith: (await TestDevice.unenrolled(platform, STATION)).keys.author
      .privateKey,
  });
  const summary = await takeRecords(
    await stickRecords(device, {
      batches: [[made.envelope, forged]],
      materials: [made.photograph],
      bend: (jws) => `${jws.slice(0, -4)}AAAA`,
    }),
  );
  expect(summary).toMatchObject({
    forged: 1,
    files: [],
    cases: { received: 1 },
    operations: { received: 1, refused: 0, unproven: 1 },
    // An operation that was proven cites it.
    materials: { received: 1, unproven: 0 },
  });
  // A stranger's words do not stand in the device's chain.
  const rows = await sql<{ seq: number }[]>`
    SELECT seq FROM operations WHERE device_id = ${device.id}`;
  expect(rows.map(({ seq }) => seq)).toEqual([1]);
});

test('with a genuine manifest a batch slipped in beside it is taken as far as its authors prove it', async () => {
  const device = await TestDevice.ready(platform, STATION);
  const neighbour = await TestDevice.ready(platform, OTHER_STATION);
  const own = await aCase(device);
  const foreign = await aCase(neighbour);
  const forged = await neighbour.make(neighbour.submitOperation(), {
    seq: 9,
    prev: 'a'.repeat(64),
    bend: (envelope) => ({ ...envelope, deviceId: device.id }),
  });
  const [manifest, batch] = await stickRecords(device, {
    batches: [[own.envelope]],
  });
  const [, slipped] = await stickRecords(neighbour, {
    batches: [[foreign.envelope, forged]],
  });
  if (manifest === undefined || batch === undefined || slipped === undefined)
    throw new Error('records');
  const summary = await takeRecords([manifest, slipped, batch]);
  expect(summary).toMatchObject({
    forged: 0,
    torn: false,
    cases: { received: 2 },
    operations: { received: 2, refused: 0, unproven: 1 },
  });
  expect(await casesOf(neighbour)).toHaveLength(1);
});

test('guarantee 5: a revoked device’s stick is kept whole and held, a refused one is named', async () => {
  const device = await TestDevice.ready(platform, STATION);
  const made = await aCase(device);
  const bad = await device.make(device.submitOperation(), {
    signWith: (await TestDevice.unenrolled(platform, STATION)).keys.author
      .privateKey,
  });
  const file = await stickRecords(device, { batches: [[made.envelope, bad]] });
  await sql`
    UPDATE devices SET state = 'revoked' WHERE device_id = ${device.id}`;
  const summary = await takeRecords(file);
  expect(summary.operations).toMatchObject({
    received: 2,
    held: 1,
    refused: 1,
  });
  expect(await casesOf(device)).toEqual([]);
});

test('of a device that has left too many photographs without a case no more are taken', async () => {
  const device = await TestDevice.ready(platform, STATION);
  const left = new Uint8Array(randomBytes(500));
  await takeRecords(await stickRecords(device, { materials: [left] }));
  await sql`
    UPDATE materials SET bytes = ${LIMITS.uncitedStickBytes}
    WHERE sha256 = ${hashOf(left)}`;
  const more = new Uint8Array(randomBytes(500));
  const made = await aCase(device);
  const summary = await takeRecords(
    await stickRecords(device, {
      batches: [[made.envelope]],
      materials: [more, made.photograph],
    }),
  );
  expect(summary.materials).toMatchObject({ received: 1, full: 1 });
  expect(await isWholeHere(more)).toBe(false);
  expect(await isWholeHere(made.photograph)).toBe(true);
});

function jtiOf(ticket: string): string {
  const [, claims = ''] = ticket.split('.');
  return (
    JSON.parse(Buffer.from(claims, 'base64url').toString()) as { jti: string }
  ).jti;
}
