import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { MaterialRef } from '../../../src/domain/cases/papers.ts';
import { askMaterialFirst } from '../../../src/platform/review/ask-material-first.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { sealMaterial } from '../../support/seal-material.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { aCase, controlOf } from '../intake/a-case.ts';
import { reviewer } from './a-township.ts';

const platform = await startTestPlatform();
const { context } = platform;
const STATION = '422825201237';
const TOWN = '422825201';
const device = await TestDevice.ready(platform, STATION);

type Material = { content: Uint8Array<ArrayBuffer>; ref: MaterialRef };

function aMaterial(): Material {
  const { content, key } = sealMaterial(randomBytes(5000));
  const sha256 = createHash('sha256').update(content).digest('hex');
  return {
    content,
    ref: { sha256, key, bytes: content.length, mediaType: 'image/jpeg' },
  };
}

async function withPhotographs(count: number) {
  const materials = Array.from({ length: count }, aMaterial);
  const pages = materials.map(({ ref }) => ref);
  const { caseId } = await aCase(device, {
    papers: [{ how: 'photo', paperId: 'V14-M2', pages }],
  });
  return { caseId, materials };
}

const upload = async ({ content, ref }: Material) =>
  await fetch(`${platform.address}/api/v1/materials/${ref.sha256}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${device.token}` },
    body: content,
  });

test('guarantee 6: a photograph that a reviewer waits for is asked for in the session and in the feed, until it is there', async () => {
  const { caseId, materials } = await withPhotographs(3);
  const [, second] = materials;
  if (!second) throw new Error('three materials');
  const { sha256 } = second.ref;
  const ask = async () =>
    await askMaterialFirst(context, reviewer(TOWN), { caseId, sha256 });
  expect(await ask()).toEqual({ ok: true, value: { arrived: false } });
  const item = { kind: 'materialFirst', sha256 };
  const session = await device.open();
  expect(session.control).toEqual([item]);
  expect(session.wanted?.[0]).toEqual({ sha256, offset: 0 });
  expect(await controlOf(device)).toContainEqual(item);
  const neighbour = await TestDevice.ready(platform, STATION);
  expect((await neighbour.open()).control).toEqual([]);
  expect((await upload(second)).status).toBe(201);
  expect((await device.open()).control).toEqual([]);
  expect(await ask()).toEqual({ ok: true, value: { arrived: true } });
});

test('only who may see the case asks, and only for what it cites', async () => {
  const { caseId, materials } = await withPhotographs(1);
  const sha256 = materials[0]?.ref.sha256 ?? '';
  const ask = async (town: string, wish: { caseId: string; sha256: string }) =>
    await askMaterialFirst(context, reviewer(town), wish);
  expect(await ask('422825101', { caseId, sha256 })).toMatchObject({
    code: 'forbidden',
  });
  const other = await withPhotographs(1);
  for (const wish of [
    { caseId: other.caseId, sha256 },
    { caseId, sha256: 'a'.repeat(64) },
    { caseId: '019b0000-0000-7000-8000-000000000000', sha256 },
  ])
    expect(await ask(TOWN, wish)).toMatchObject({ code: 'notFound' });
});

test('a session names what the county lacks, also when it once had it', async () => {
  const { materials } = await withPhotographs(1);
  const [material] = materials;
  if (!material) throw new Error('one material');
  const { sha256 } = material.ref;
  const lacks = async () =>
    ((await device.open()).wanted ?? []).some((each) => each.sha256 === sha256);
  expect(await lacks()).toBe(true);
  await upload(material);
  expect(await lacks()).toBe(false);
  // A restore to a time between the text and the photograph.
  await context.sql`
    UPDATE materials SET complete_at = NULL, received_bytes = 0
    WHERE sha256 = ${sha256}`;
  expect(await lacks()).toBe(true);
});

test('a session never names more than 20', async () => {
  await withPhotographs(25);
  expect((await device.open()).wanted).toHaveLength(20);
});
