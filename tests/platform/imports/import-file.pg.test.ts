// A village's stick at the township: whatever is whole in it is taken in, once.
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import type { MaterialRef } from '../../../src/domain/cases/papers.ts';
import { importFile } from '../../../src/platform/imports/import-file.ts';
import { makeReply } from '../../../src/platform/imports/make-reply.ts';
import { listImports } from '../../../src/platform/imports/list-imports.ts';
import type { Principal } from '../../../src/platform/people/permissions.ts';
import { LIMITS } from '../../../src/protocol/limits.ts';
import { StickReader } from '../../../src/protocol/read-stick.ts';
import type {
  ImportSummary,
  StickReply,
} from '../../../src/protocol/stick-file.ts';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import {
  STICK_TYPES,
  type StickRecord,
} from '../../../src/protocol/stick-records.ts';
import { sign, TestDevice } from '../../support/device-builder.ts';
import { sealMaterial } from '../../support/seal-material.ts';
import {
  digest,
  hashOf,
  stickRecords,
  toFile,
} from '../../support/stick-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { context } = platform;
const { sql } = context;
const STATION = '422825201237';
const OTHER_STATION = '422825102206';
const reviewer: Principal = {
  accountId: 'S11',
  name: '舒示贵',
  roles: [{ role: 'reviewer', audience: 'township:422825102' }],
};

async function* inPieces(bytes: Uint8Array, size = 5000) {
  for (let at = 0; at < bytes.length; at += size)
    yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function take(file: Uint8Array, who = reviewer): Promise<ImportSummary> {
  const result = await importFile(context, who, inPieces(file));
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

const takeRecords = async (records: readonly StickRecord[]) =>
  await take(await toFile(...records));

type Made = { envelope: Envelope; photograph: Uint8Array<ArrayBuffer> };

/** A submit that cites one photograph. */
async function aCase(device: TestDevice, bytes = 2000): Promise<Made> {
  const { content, key } = sealMaterial(randomBytes(bytes));
  const ref: MaterialRef = {
    sha256: hashOf(content),
    key,
    bytes: content.length,
    mediaType: 'image/jpeg',
  };
  const operation = device.submitOperation({
    papers: [{ how: 'photo', paperId: 'V14-M2', pages: [ref] }],
  });
  return { envelope: await device.make(operation), photograph: content };
}

/** A withdrawal of that case, which needs its predecessor. */
async function aFollower(
  device: TestDevice,
  { envelope }: Made,
): Promise<Envelope> {
  return await device.make(
    {
      kind: 'withdraw',
      reason: '不办了',
      signatures: [],
      madeAt: device.moment(),
    },
    { caseId: envelope.caseId, casePrev: envelope.id, seen: 1 },
  );
}

const casesOf = async (device: TestDevice) => {
  const rows = await sql<{ caseId: string; status: string }[]>`
    SELECT c.case_id AS "caseId", c.status FROM cases c
    JOIN operations o ON o.case_id = c.case_id AND o.schema = 'submit@1'
      AND o.result = 'applied'
    WHERE o.device_id = ${device.id} ORDER BY o.seq`;
  return rows.map((row) => ({ ...row }));
};
const isWholeHere = async (content: Uint8Array) => {
  const [row] = await sql`
    SELECT complete_at IS NOT NULL AS is FROM materials
    WHERE sha256 = ${hashOf(content)}`;
  return row?.['is'] === true;
};

test('a stick brings cases and photographs of a device that the county knows', async () => {
  const device = await TestDevice.ready(platform, STATION);
  const made = [await aCase(device), await aCase(device)];
  const summary = await takeRecords(
    await stickRecords(device, {
      batches: made.map(({ envelope }) => [envelope]),
      materials: made.map(({ photograph }) => photograph),
    }),
  );
  expect(summary).toMatchObject({
    by: '舒示贵',
    cases: { received: 2, byNetwork: 0, byFile: 0 },
    operations: {
      received: 2,
      alreadyHere: 0,
      held: 0,
      refused: 0,
      waiting: 0,
      unproven: 0,
    },
    materials: { received: 2, alreadyHere: 0, unproven: 0 },
    damagedRecords: 0,
    torn: false,
    forged: 0,
    enrolmentProblems: [],
  });
  expect(summary.files).toMatchObject([
    { deviceId: device.id, stationCode: STATION, part: 1, missingParts: [] },
  ]);
  expect(await casesOf(device)).toHaveLength(2);
  for (const { photograph } of made)
    expect(await isWholeHere(photograph)).toBe(true);
  const list = await listImports(context, reviewer);
  expect(list.ok && list.value.imports[0]).toEqual(summary);
});

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

test('a file of another kind is said to be none', async () => {
  const result = await importFile(
    context,
    reviewer,
    inPieces(randomBytes(100_000)),
  );
  expect(result).toEqual({ ok: false, code: 'importUnreadable' });
});

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

test('nobody without the permission takes a stick in or sees the list', async () => {
  const nobody: Principal = { accountId: 'S9', name: '某', roles: [] };
  expect(await importFile(context, nobody, inPieces(randomBytes(10)))).toEqual({
    ok: false,
    code: 'forbidden',
  });
  expect(await listImports(context, nobody)).toEqual({
    ok: false,
    code: 'forbidden',
  });
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

function jtiOf(ticket: string): string {
  const [, claims = ''] = ticket.split('.');
  return (
    JSON.parse(Buffer.from(claims, 'base64url').toString()) as { jti: string }
  ).jti;
}
