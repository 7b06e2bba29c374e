// A material is had by whoever has its key; its hash alone is nothing.
import { createCipheriv, createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { MaterialRef } from '../../../src/domain/cases/papers.ts';
import { openMaterial } from '../../../src/platform/materials/open-material.ts';
import { decide } from '../../../src/platform/review/decide.ts';
import { openCaseMaterial } from '../../../src/platform/review/open-case-material.ts';
import { readCase } from '../../../src/platform/review/read-case.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { send } from '../intake/a-case.ts';
import { reviewer } from '../review/a-township.ts';
import {
  aMaterial,
  citing,
  postWhole,
  wrongKey,
  type Material,
} from './a-material.ts';

const platform = await startTestPlatform();
const { context } = platform;
const STATION = '422825201237';
const staff = reviewer('422825201');
const device = await TestDevice.ready(platform, STATION);
const thief = await TestDevice.ready(platform, STATION);

const applied = [{ result: 'applied' }];
const invalid = [{ result: 'refused', code: 'invalid', paths: ['papers.0'] }];

/** What a reviewer sees of the paper in that case. */
async function seenIn(caseId: string | null, { ref }: Material) {
  const { sha256 } = ref;
  const wish = { caseId: caseId ?? '', sha256 };
  const opened = await openCaseMaterial(context, staff, wish);
  const found = await readCase(context, staff, wish.caseId);
  const [page] = found.ok ? (found.value.papers[0]?.pages ?? []) : [];
  const accepted = await decide(context, staff, {
    caseId: wish.caseId,
    decision: { act: 'accept', version: 1 },
  });
  return {
    arrived: page?.arrived,
    opens: opened.ok,
    mayBeAccepted: accepted.ok,
  };
}

const HAS_IT = { arrived: true, opens: true, mayBeAccepted: true };
const HAS_IT_NOT = { arrived: false, opens: false, mayBeAccepted: false };

test('a material that is here is cited again with its key, and not with another', async () => {
  const material = aMaterial(50_000);
  const first = await citing(device, material.ref);
  expect(await send(device, first)).toMatchObject(applied);
  expect((await postWhole(device, material)).status).toBe(201);
  const again = await citing(device, material.ref);
  const { body } = await device.push(again);
  expect(body.results).toMatchObject(applied);
  expect(body.wanted).toEqual([]);
  expect(await seenIn(again.caseId, material)).toEqual(HAS_IT);
  expect(
    await send(thief, await citing(thief, wrongKey(material))),
  ).toMatchObject(invalid);
  // Nothing of the refused case is left.
  const { sha256 } = material.ref;
  const rows = await context.sql`
    SELECT DISTINCT case_id FROM case_materials WHERE sha256 = ${sha256}`;
  expect(rows).toHaveLength(2);
});

test('a material that came before anything cited it takes the key that opens it', async () => {
  const material = aMaterial(50_000);
  expect((await postWhole(device, material)).status).toBe(201);
  expect(
    await send(device, await citing(device, wrongKey(material))),
  ).toMatchObject(invalid);
  const genuine = await citing(device, material.ref);
  expect(await send(device, genuine)).toMatchObject(applied);
  expect(await seenIn(genuine.caseId, material)).toEqual(HAS_IT);
});

test('cited by two keys before it comes, the bytes decide, whoever was first', async () => {
  for (const isThiefFirst of [true, false]) {
    const material = aMaterial(50_000);
    const stolen = await citing(thief, wrongKey(material));
    const genuine = await citing(device, material.ref);
    const ownStep = async () => await send(device, genuine);
    if (!isThiefFirst) expect(await ownStep()).toMatchObject(applied);
    expect(await send(thief, stolen)).toMatchObject(applied);
    if (isThiefFirst) expect(await ownStep()).toMatchObject(applied);
    expect(await openMaterial(context, material.ref.sha256)).toBeUndefined();
    expect((await postWhole(device, material)).status).toBe(201);
    expect(await seenIn(stolen.caseId, material)).toEqual(HAS_IT_NOT);
    expect(await seenIn(genuine.caseId, material)).toEqual(HAS_IT);
  }
});

test('cited by wrong keys only, it opens for nobody until the right one comes', async () => {
  const material = aMaterial(50_000);
  const wrong = await citing(device, wrongKey(material));
  expect(await send(device, wrong)).toMatchObject(applied);
  expect((await postWhole(device, material)).status).toBe(201);
  expect(await openMaterial(context, material.ref.sha256)).toBeUndefined();
  expect(await seenIn(wrong.caseId, material)).toEqual(HAS_IT_NOT);
  const right = await citing(device, material.ref);
  expect(await send(device, right)).toMatchObject(applied);
  expect(await seenIn(right.caseId, material)).toEqual(HAS_IT);
  expect(await seenIn(wrong.caseId, material)).toEqual(HAS_IT_NOT);
});

test('bytes that were made to open by two keys show one picture only', async () => {
  const { content, refs } = opensTwice();
  const [one, two] = refs;
  if (!one || !two) throw new Error('two keys');
  const material = { content, ref: one, plain: content };
  expect(await send(device, await citing(device, one))).toMatchObject(applied);
  expect((await postWhole(device, material)).status).toBe(201);
  expect(await send(device, await citing(device, two))).toMatchObject(invalid);
});

test('a batch tells no hashes of cases that are not its own', async () => {
  const material = aMaterial(50_000);
  const genuine = await citing(device, material.ref);
  expect((await device.push(genuine)).body.wanted).toHaveLength(1);
  const asking = await thief.make(thief.submitOperation(), {
    id: genuine.id,
    caseId: genuine.caseId,
  });
  const asked = await thief.push(asking);
  expect(asked.body.results).toMatchObject([{ result: 'refused' }]);
  expect(asked.body.wanted).toEqual([]);
});

/**
 * One AES-GCM message that is genuine under two keys: one block of ciphertext is
 * chosen so that both tags are the same.
 */
function opensTwice(): {
  content: Uint8Array<ArrayBuffer>;
  refs: MaterialRef[];
} {
  const iv = Buffer.alloc(12, 7);
  const keys = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)] as const;
  const block = (key: Uint8Array, text: Uint8Array) => {
    const aes = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
    return aes.update(text);
  };
  const number = (bytes: Uint8Array) =>
    BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  const lengths = number(
    Buffer.from(
      `${'0'.repeat(16)}${(256).toString(16).padStart(16, '0')}`,
      'hex',
    ),
  );
  // Tag = C1·H³ + C2·H² + L·H + E(J0), in GF(2^128): solve for C2.
  const first = number(Buffer.alloc(16, 9));
  const [a, b] = keys.map((key) => {
    const h = number(block(key, Buffer.alloc(16)));
    const start = Buffer.concat([iv, Buffer.from([0, 0, 0, 1])]);
    const h2 = times(h, h);
    return {
      h2,
      known:
        times(first, times(h2, h)) ^
        times(lengths, h) ^
        number(block(key, start)),
    };
  });
  if (!a || !b) throw new Error('two keys');
  const second = times(a.known ^ b.known, inverse(a.h2 ^ b.h2));
  const tag = a.known ^ times(second, a.h2);
  const bytes = (value: bigint) =>
    Buffer.from(value.toString(16).padStart(32, '0'), 'hex');
  const content = Uint8Array.from(
    Buffer.concat([iv, bytes(first), bytes(second), bytes(tag)]),
  );
  const sha256 = createHash('sha256').update(content).digest('hex');
  return {
    content,
    refs: keys.map((key) => ({
      sha256,
      key: key.toString('base64url'),
      bytes: content.length,
      mediaType: 'image/jpeg' as const,
    })),
  };
}

/** Product in GCM's field: bits from the left, x^128 + x^7 + x^2 + x + 1. */
function times(one: bigint, other: bigint): bigint {
  let product = 0n;
  let shifted = other;
  for (let bit = 127n; bit >= 0n; bit -= 1n) {
    if (((one >> bit) & 1n) === 1n) product ^= shifted;
    const isOdd = (shifted & 1n) === 1n;
    shifted >>= 1n;
    if (isOdd) shifted ^= 0xe1n << 120n;
  }
  return product;
}

/** a^(2^128 - 2). */
function inverse(value: bigint): bigint {
  const one = 1n << 127n;
  let result = one;
  let square = value;
  for (let i = 0; i < 127; i += 1) {
    square = times(square, square);
    result = times(result, square);
  }
  return result;
}
