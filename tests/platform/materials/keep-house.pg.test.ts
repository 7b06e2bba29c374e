import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepHouse } from '../../../src/platform/housekeeping.ts';
import { openMaterial } from '../../../src/platform/materials/open-material.ts';
import { sweepUploads } from '../../../src/platform/materials/sweep-uploads.ts';
import { LIMITS } from '../../../src/protocol/limits.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';
import { send } from '../intake/a-case.ts';
import {
  aMaterial,
  askOffset,
  citing,
  headersOf,
  postWhole,
  urlOf,
  type Material,
} from './a-material.ts';

const platform = await startTestPlatform();
const { context } = platform;
const { sql } = context;
const aDevice = async () => await TestDevice.ready(platform, '422825201237');

const begin = async (device: TestDevice, material: Material, bytes: number) =>
  await fetch(urlOf(device, material), {
    method: 'POST',
    headers: { ...headersOf(device, material), 'Upload-Length': String(bytes) },
    body: material.content,
  });

const isKept = async ({ ref }: Material) =>
  (await sql`SELECT 1 FROM materials WHERE sha256 = ${ref.sha256}`).length > 0;
const filesOf = ({ ref: { sha256 } }: Material) =>
  readdirSync(join(platform.folder, 'materials', sha256.slice(0, 2))).filter(
    (name) => name === sha256.slice(2),
  );

test('a device may leave 200 MB that nothing cites, and what is cited is taken however much it is', async () => {
  const device = await aDevice();
  const most = LIMITS.materialBytes;
  const held = [];
  for (let i = 0; i < 10; i += 1) held.push(aMaterial(100));
  for (const each of held)
    expect((await begin(device, each, most)).status).toBe(204);
  const one = aMaterial(5000);
  const full = await postWhole(device, one);
  expect([full.status, full.headers.get('Retry-After')]).toEqual([429, '3600']);
  expect(await full.json()).toMatchObject({ code: 'tooManyRequests' });
  expect(await isKept(one)).toBe(false);
  // Its own beginning may be gone on with; other devices have room of their own.
  const [first] = held;
  if (!first) throw new Error('ten');
  const again = await begin(device, first, most);
  expect(again.status).toBe(409);
  expect(await again.json()).toMatchObject({
    offset: first.content.byteLength,
  });
  expect((await postWhole(await aDevice(), aMaterial(5000))).status).toBe(201);
  await send(device, await citing(device, one.ref));
  expect((await postWhole(device, one)).status).toBe(201);
});

test('many tiny ones fill what a device may leave as well: each takes a file', async () => {
  const device = await aDevice();
  await sql`INSERT INTO materials (county, sha256, device_id, bytes, created_at)
    SELECT ${COUNTY}, encode(sha256(n::text::bytea), 'hex'), ${device.id}, 1, now()
    FROM generate_series(1, ${LIMITS.uncitedBytes / 4096}) AS n`;
  expect((await postWhole(device, aMaterial(1))).status).toBe(429);
});

test('what nothing has cited for 30 days goes, with its file; what somebody may still cite stays', async () => {
  const [left, waiting] = [
    await TestDevice.ready(platform, '422825102206'),
    await aDevice(),
  ];
  const forgotten = aMaterial(5000);
  const half = aMaterial(5000);
  const cited = aMaterial(5000);
  const maybe = aMaterial(5000);
  for (const each of [forgotten, cited]) await postWhole(left, each);
  await begin(left, half, 9000);
  await postWhole(waiting, maybe);
  await send(left, await citing(left, cited.ref));
  // Cited in an operation that nobody can open yet.
  const unknown = await waiting.make(waiting.submitOperation(), {
    sealKid: 'of-last-year',
  });
  await send(waiting, unknown);
  const all = [forgotten, half, cited, maybe];
  expect(await sweepUploads(context)).toBe(0);
  await sql`UPDATE materials SET created_at = now() - interval '31 days'`;
  await keepHouse(context).stop();
  const kept = [];
  for (const each of all) kept.push(await isKept(each));
  expect(kept).toEqual([false, false, true, true]);
  expect([filesOf(forgotten), filesOf(cited)]).toEqual([
    [],
    [cited.ref.sha256.slice(2)],
  ]);
  // Cited after all: it is asked for again.
  const { body } = await left.push(await citing(left, forgotten.ref));
  expect(body.wanted).toMatchObject([{ sha256: forgotten.ref.sha256 }]);
});

test('what was sent under its new name by a device that enrolled again stays while its former work waits', async () => {
  const former = await aDevice();
  const material = aMaterial(5000);
  await sql`UPDATE devices SET state = 'revoked' WHERE device_id = ${former.id}`;
  const submit = await citing(former, material.ref);
  expect(await send(former, submit)).toMatchObject([{ code: 'revoked' }]);
  expect((await postWhole(await aDevice(), material)).status).toBe(201);
  await sql`UPDATE materials SET created_at = now() - interval '31 days'`;
  await sweepUploads(context);
  expect(await isKept(material)).toBe(true);
});

test('a material whose file a restore did not bring back is asked for again', async () => {
  const device = await aDevice();
  const material = aMaterial(5000);
  await send(device, await citing(device, material.ref));
  await postWhole(device, material);
  expect(await askOffset(device, material)).toMatchObject({ isComplete: true });
  rmSync(join(platform.folder, 'materials'), { recursive: true });
  expect(await askOffset(device, material)).toEqual({
    status: 204,
    offset: 0,
    isComplete: false,
  });
  expect((await device.open()).wanted).toEqual([
    { sha256: material.ref.sha256, offset: 0 },
  ]);
  expect((await postWhole(device, material)).status).toBe(201);
  expect(filesOf(material)).toHaveLength(1);
});

test('a material whose file is gone is on its way again when a person opens it, and when another case cites it', async () => {
  const device = await aDevice();
  const [opened, cited, fresh] = [
    aMaterial(5000),
    aMaterial(5000),
    aMaterial(5000),
  ];
  for (const each of [opened, cited])
    await send(device, await citing(device, each.ref));
  for (const each of [opened, cited, fresh]) await postWhole(device, each);
  rmSync(join(platform.folder, 'materials'), { recursive: true });
  expect(await openMaterial(context, opened.ref.sha256)).toBeUndefined();
  for (const each of [cited, fresh])
    expect(await send(device, await citing(device, each.ref))).toMatchObject([
      { result: 'applied' },
    ]);
  const { wanted = [] } = await device.open();
  expect(new Set(wanted.map(({ sha256 }) => sha256))).toEqual(
    new Set([opened, cited, fresh].map(({ ref }) => ref.sha256)),
  );
  await postWhole(device, opened);
  expect((await openMaterial(context, opened.ref.sha256))?.bytes).toEqual(
    new Uint8Array(opened.plain),
  );
});
