// What a stick brings that is there already, or comes by the network beside it, has one
// effect.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { makeReply } from '../../../src/platform/imports/make-reply.ts';
import { StoreUnavailable } from '../../../src/platform/materials/material-store.ts';
import { StickReader } from '../../../src/protocol/read-stick.ts';
import type { StickReply } from '../../../src/protocol/stick-file.ts';
import { STICK_TYPES } from '../../../src/protocol/stick-records.ts';
import { TestDevice } from '../../support/device-builder.ts';
import {
  digest,
  hashOf,
  stickRecords,
  toFile,
} from '../../support/stick-builder.ts';
import { aCase } from './a-case.ts';
import { reviewer, startTownship, STATION } from './a-township.ts';

const { platform, take, takeRecords, casesOf, isWholeHere } =
  await startTownship();
const { context } = platform;
const { sql } = context;

test('guarantee 2: the same stick twice, and mixed with the network, has one effect', async () => {
  const device = await TestDevice.ready(platform, STATION);
  const made = [
    await aCase(device),
    await aCase(device),
    await aCase(device),
  ] as const;
  // One went over the network before, photograph and all.
  await device.push(made[0].envelope);
  await fetch(
    `${platform.address}/api/v1/materials/${hashOf(made[0].photograph)}`,
    {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${device.token}`,
        'Upload-Complete': '?1',
        'Upload-Length': String(made[0].photograph.length),
      },
      body: made[0].photograph,
    },
  );
  const file = await toFile(
    ...(await stickRecords(device, {
      batches: [made.map(({ envelope }) => envelope)],
      materials: made.map(({ photograph }) => photograph),
    })),
  );
  const [first, together] = await Promise.all([
    take(file),
    device.push(made[1].envelope),
  ]);
  expect(together.status).toBe(200);
  expect(first.cases.received).toBe(3);
  expect(first.cases.byNetwork).toBeGreaterThanOrEqual(1);
  expect(first.materials).toMatchObject({ received: 3, alreadyHere: 1 });

  const second = await take(file);
  expect(second.cases.received).toBe(3);
  expect(second.cases.byFile + second.cases.byNetwork).toBe(3);
  expect(second.operations).toMatchObject({ received: 3, alreadyHere: 3 });
  expect(second.materials).toMatchObject({ received: 3, alreadyHere: 3 });
  // And then the network, at last.
  const { body } = await device.push(...made.map(({ envelope }) => envelope));
  expect(body.results.map(({ result }) => result)).toEqual(
    Array(3).fill('duplicate'),
  );
  expect(await casesOf(device)).toHaveLength(3);
  const [events] = await sql`
    SELECT count(*)::int AS n FROM events
    WHERE case_id = ANY(${made.map(({ envelope }) => envelope.caseId)})`;
  expect(events?.['n']).toBe(3);
});

test('an upload under way and the same photograph by stick do not harm each other', async () => {
  const device = await TestDevice.ready(platform, STATION);
  const made = await aCase(device, 200_000);
  const half = made.photograph.subarray(0, 100_000);
  const sha256 = hashOf(made.photograph);
  const url = `${platform.address}/api/v1/materials/${sha256}`;
  const cut = new AbortController();
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(half),
  });
  const upload = fetch(url, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${device.token}`,
      'Upload-Complete': '?1',
      'Upload-Length': String(made.photograph.length),
    },
    body,
    duplex: 'half',
    signal: cut.signal,
  } as RequestInit).catch(() => undefined);
  await expect
    .poll(async () => {
      const [row] = await sql`
        SELECT received_bytes::int AS n FROM materials
        WHERE sha256 = ${sha256}`;
      return row?.['n'] as number | undefined;
    })
    .toBeGreaterThan(0);
  await takeRecords(
    await stickRecords(device, {
      batches: [[made.envelope]],
      materials: [made.photograph],
    }),
  );
  cut.abort();
  await upload;
  expect(await isWholeHere(made.photograph)).toBe(true);
  const [row] = await sql`
    SELECT bytes::int, received_bytes::int AS received,
      (SELECT count(*)::int FROM upload_chunks u WHERE u.sha256 = m.sha256)
        AS chunks
    FROM materials m WHERE sha256 = ${sha256}`;
  const { length } = made.photograph;
  expect(row).toEqual({ bytes: length, received: length, chunks: 0 });
  const folder = join(platform.folder, 'materials', sha256.slice(0, 2));
  const files = readdirSync(folder).filter((name) =>
    name.startsWith(sha256.slice(2)),
  );
  expect(files).toEqual([sha256.slice(2)]);
});

test('a photograph whose file a restore has lost is taken from the stick, and told as here only then', async () => {
  const device = await TestDevice.ready(platform, STATION);
  const made = await aCase(device);
  const records = await stickRecords(device, {
    batches: [[made.envelope]],
    materials: [made.photograph],
  });
  const { importId } = await takeRecords(records);
  const sha256 = hashOf(made.photograph);
  expect(await toldAsHere(importId, device.id)).toEqual([sha256]);
  const file = join(
    platform.folder,
    'materials',
    sha256.slice(0, 2),
    sha256.slice(2),
  );
  rmSync(file);
  expect(await toldAsHere(importId, device.id)).toEqual([]);
  expect((await takeRecords(records)).materials).toMatchObject({
    received: 1,
    alreadyHere: 0,
  });
  expect(existsSync(file)).toBe(true);
});

test('while the store of photographs is away nothing of a stick counts as damaged: it comes once more', async () => {
  const device = await TestDevice.ready(platform, STATION);
  const made = await aCase(device);
  const records = await stickRecords(device, {
    batches: [[made.envelope]],
    materials: [made.photograph],
  });
  const whole = context.store;
  context.store = {
    ...whole,
    put: () => Promise.reject(new StoreUnavailable('away')),
  };
  await expect(takeRecords(records)).rejects.toThrow('away');
  context.store = whole;
  expect((await takeRecords(records)).materials).toMatchObject({ received: 1 });
});

/** Materials that the county's answer says it has whole. */
async function toldAsHere(
  importId: string,
  deviceId: string,
): Promise<string[]> {
  const reply = await makeReply(context, reviewer, { importId, deviceId });
  if (!reply.ok) throw new Error(reply.code);
  const told: string[] = [];
  for await (const piece of new StickReader(reply.value, digest).pieces()) {
    if (piece.kind !== 'record' || piece.type !== STICK_TYPES.reply) continue;
    const claims = decodeJwt<StickReply>(new TextDecoder().decode(piece.bytes));
    if (claims.kind === 'materials') told.push(...claims.complete);
  }
  return told;
}
