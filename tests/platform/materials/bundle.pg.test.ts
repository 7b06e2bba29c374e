// Small materials that come together: each counts by itself, whatever else is in
// the body and however it ends.
import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
  BUNDLE_LIMITS,
  BUNDLE_PATH,
  bundleAnswerSchema,
  writeBundle,
  type BundleAnswer,
} from '../../../src/protocol/material-bundle.ts';
import { LIMITS } from '../../../src/protocol/limits.ts';
import { receiveBundle } from '../../../src/platform/materials/receive-bundle.ts';
import { openMaterial } from '../../../src/platform/materials/open-material.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import {
  aMaterial,
  askOffset,
  citing,
  headersOf,
  urlOf,
  type Material,
} from './a-material.ts';

const platform = await startTestPlatform();
const device = await TestDevice.ready(platform, '422825201237');
const other = await TestDevice.ready(platform, '422825201237');

const sent = ({ ref, content }: Material) => ({
  sha256: ref.sha256,
  bytes: content,
});
const asked = ({ ref }: Pick<Material, 'ref'>) => ({
  sha256: ref.sha256,
  bytes: undefined,
});

async function post(
  body: Uint8Array<ArrayBuffer>,
  sender = device,
): Promise<Response> {
  return await fetch(`${platform.address}${BUNDLE_PATH}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${sender.token}` },
    body,
  });
}

async function answerTo(
  body: Uint8Array<ArrayBuffer>,
  sender = device,
): Promise<BundleAnswer> {
  const response = await post(body, sender);
  expect(response.status).toBe(200);
  const answer = v.parse(bundleAnswerSchema, await response.json());
  expect(answer.sha256).toBe(createHash('sha256').update(body).digest('hex'));
  return answer;
}

const isThere = async (material: Pick<Material, 'ref'>) =>
  (await askOffset(device, material)).isComplete;

test('signatures that come together are each there, and open with the key that a case cites', async () => {
  const signatures = [4096, 1, 16_000].map(aMaterial);
  const [first, second, third] = signatures as [Material, Material, Material];
  await device.push(await citing(device, first.ref, second.ref));
  const body = writeBundle(signatures.map(sent));
  expect((await answerTo(body)).lacking).toEqual([]);
  for (const each of signatures) expect(await isThere(each)).toBe(true);
  await device.push(await citing(device, third.ref));
  for (const { ref, plain } of signatures) {
    const opened = await openMaterial(platform.context, ref.sha256);
    expect(Buffer.from(opened?.bytes ?? []).equals(plain)).toBe(true);
  }
  // The same again changes nothing, and a question says that they are there.
  expect((await answerTo(body)).lacking).toEqual([]);
  const question = writeBundle([...signatures.map(asked), asked(aMaterial(9))]);
  expect((await answerTo(question)).lacking).toEqual([
    { at: 3, code: 'notFound' },
  ]);
});

test('one with bytes of another hash is named, and the others are kept', async () => {
  const [good, bad, last] = [aMaterial(900), aMaterial(900), aMaterial(900)];
  const body = writeBundle([
    sent(good),
    { sha256: bad.ref.sha256, bytes: aMaterial(900).content },
    sent(last),
  ]);
  expect((await answerTo(body)).lacking).toEqual([
    { at: 1, code: 'digestMismatch' },
  ]);
  expect(await isThere(good)).toBe(true);
  expect(await isThere(bad)).toBe(false);
  expect(await isThere(last)).toBe(true);
  expect((await answerTo(writeBundle([sent(bad)]))).lacking).toEqual([]);
});

test('guarantee 7: of a body that was cut all that came whole is kept', async () => {
  const materials = [9000, 9000, 9000].map(aMaterial);
  const [first, second, third] = materials as [Material, Material, Material];
  const body = writeBundle(materials.map(sent));
  const socket = connect(platform.port, '127.0.0.1');
  const head =
    `POST ${BUNDLE_PATH} HTTP/1.1\r\nHost: localhost\r\n` +
    `Authorization: Bearer ${device.token}\r\n` +
    `Content-Length: ${body.length}\r\n\r\n`;
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.write(head);
    socket.write(body.subarray(0, body.length - 1), () => resolve());
  });
  // What waits for more is kept when the connection ends, not before.
  await expect.poll(() => isThere(first), { timeout: 5000 }).toBe(true);
  socket.destroy();
  await expect.poll(() => isThere(second), { timeout: 5000 }).toBe(true);
  expect(await isThere(third)).toBe(false);
});

test('a body that ends inside a material, is empty, or is more than a bundle may be is refused', async () => {
  const [whole, torn] = [aMaterial(500), aMaterial(500)];
  const body = writeBundle([sent(whole), sent(torn)]);
  expect((await post(body.slice(0, -1))).status).toBe(400);
  expect(await isThere(whole)).toBe(true);
  expect(await isThere(torn)).toBe(false);
  expect((await post(new Uint8Array())).status).toBe(400);
  expect((await post(body.slice(0, 20))).status).toBe(400);

  const large = aMaterial(BUNDLE_LIMITS.materialBytes + 1);
  expect((await post(writeBundle([sent(large)]))).status).toBe(413);
  expect(await isThere(large)).toBe(false);
  const many = Array.from({ length: BUNDLE_LIMITS.materials + 1 }, () =>
    asked(whole),
  );
  expect((await post(writeBundle(many))).status).toBe(413);
  const lying = writeBundle([sent(whole)]);
  new DataView(lying.buffer).setUint32(32, 0xffff_ffff);
  expect((await post(lying)).status).toBe(413);
  const noise = new Uint8Array(randomBytes(4 * BUNDLE_LIMITS.bytes));
  expect((await post(noise)).status).toBe(413);
  // The platform is as well as before.
  expect((await answerTo(writeBundle([asked(whole)]))).lacking).toEqual([]);
});

test('without a session nothing is read', async () => {
  const response = await fetch(`${platform.address}${BUNDLE_PATH}`, {
    method: 'POST',
    body: writeBundle([sent(aMaterial(50))]),
  });
  expect(response.status).toBe(401);
});

test("another device's half of a material stands in nobody's way, and its bytes count by their hash alone", async () => {
  const material = aMaterial(12_000);
  const half = await fetch(urlOf(other, material), {
    method: 'POST',
    headers: {
      ...headersOf(other, material),
      'Upload-Length': String(material.content.length),
    },
    body: material.content.slice(0, 6000),
  });
  expect(half.status).toBe(204);
  expect((await answerTo(writeBundle([asked(material)]))).lacking).toEqual([
    { at: 0, code: 'notFound' },
  ]);
  expect((await answerTo(writeBundle([sent(material)]))).lacking).toEqual([]);
  expect((await askOffset(other, material)).isComplete).toBe(true);
  // Whoever brings other bytes under that name changes nothing.
  const forged = { sha256: material.ref.sha256, bytes: aMaterial(10).content };
  expect((await answerTo(writeBundle([forged]), other)).lacking).toEqual([
    { at: 0, code: 'digestMismatch' },
  ]);
  const opened = await platform.context.store.read(material.ref.sha256);
  expect(Buffer.from(opened).equals(material.content)).toBe(true);
});

test('the same bundle on three connections at once is there once', async () => {
  const materials = [3000, 3000, 3000, 3000].map(aMaterial);
  const forward = writeBundle(materials.map(sent));
  const back = writeBundle(materials.toReversed().map(sent));
  const answers = await Promise.all(
    [forward, back, forward].map((body) => answerTo(body)),
  );
  for (const { lacking } of answers) expect(lacking).toEqual([]);
  for (const each of materials) expect(await isThere(each)).toBe(true);
});

test('what its device has left is counted once for a bundle, and bounds it to the byte', async () => {
  const thief = await TestDevice.ready(platform, '422825201237');
  const { sql } = platform.context;
  // All but three of the smallest.
  const left = LIMITS.uncitedBytes - 3 * LIMITS.uncitedLeastBytes;
  await sql`INSERT INTO materials (county, sha256, device_id, bytes, created_at)
    VALUES ('422825', ${'0'.repeat(64)}, ${thief.id}, ${left}, now())`;
  let counted = 0;
  const watched = new Proxy(sql, {
    apply(target, self, given: unknown[]) {
      if (String(given[0]).includes('greatest(bytes')) counted += 1;
      return Reflect.apply(target, self, given) as unknown;
    },
  });
  const materials = Array.from({ length: 5 }, () => aMaterial(100));
  const received = await receiveBundle(
    { ...platform.context, sql: watched },
    {
      deviceId: thief.id,
      body: Readable.from([Buffer.from(writeBundle(materials.map(sent)))]),
    },
  );
  expect(received).toMatchObject({
    ok: true,
    value: {
      lacking: [
        { at: 3, code: 'tooManyRequests' },
        { at: 4, code: 'tooManyRequests' },
      ],
    },
  });
  expect(counted).toBe(1);
});
