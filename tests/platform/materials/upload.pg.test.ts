import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { MaterialRef } from '../../../src/domain/cases/papers.ts';
import { openMaterial } from '../../../src/platform/materials/open-material.ts';
import { uploadName } from '../../../src/protocol/materials.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { sealMaterial } from '../../support/seal-material.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { sql } = platform.context;
const device = await TestDevice.ready(platform, '422825201237');

type Material = {
  plain: Uint8Array;
  content: Uint8Array<ArrayBuffer>;
  ref: MaterialRef;
};

function aMaterial(bytes: number): Material {
  const plain = randomBytes(bytes);
  const { content, key } = sealMaterial(plain);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return {
    plain,
    content,
    ref: { sha256, key, bytes: content.length, mediaType: 'image/jpeg' },
  };
}

function headersOf(
  { content }: Material,
  { token } = device,
): Record<string, string> {
  return {
    Authorization: `Bearer ${token}`,
    'Upload-Complete': '?1',
    'Upload-Length': String(content.length),
  };
}

const urlOf = ({ ref }: Material) =>
  `${platform.address}/api/v1/materials/${ref.sha256}`;

async function post(
  material: Material,
  body = material.content,
  sender = device,
) {
  return await fetch(urlOf(material), {
    method: 'POST',
    headers: headersOf(material, sender),
    body,
  });
}

async function offsetOf(material: Material): Promise<number> {
  const head = await fetch(`${urlOf(material)}/upload`, {
    method: 'HEAD',
    headers: { Authorization: `Bearer ${device.token}` },
  });
  return Number(head.headers.get('Upload-Offset'));
}

async function patch(material: Material, offset: number) {
  return await fetch(`${urlOf(material)}/upload`, {
    method: 'PATCH',
    headers: {
      ...headersOf(material),
      'Content-Type': 'application/partial-upload',
      'Upload-Offset': String(offset),
    },
    body: material.content.slice(offset),
  });
}

const TAIL = 100;

/** Sends the first `bytes` of a POST over a bare connection and hangs up. */
async function cutAt(material: Material, bytes: number): Promise<void> {
  const socket = connect(platform.port, '127.0.0.1');
  const head = Object.entries({
    Host: 'localhost',
    'Content-Length': String(material.content.length),
    ...headersOf(material),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.write(
      `POST ${new URL(urlOf(material)).pathname} HTTP/1.1\r\n${head.join('')}\r\n`,
    );
    socket.write(material.content.subarray(0, bytes - TAIL), () => resolve());
  });
  await expect
    .poll(async () => await offsetOf(material), { timeout: 5000, interval: 20 })
    .toBeGreaterThan(bytes - 64 * 1024);
  // So few bytes that the platform waits for more before it commits them.
  await new Promise<void>((resolve) => {
    socket.write(material.content.subarray(bytes - TAIL, bytes), () =>
      resolve(),
    );
  });
  socket.destroy();
}

const chunksOf = async ({ ref }: Material) =>
  await sql`SELECT start FROM upload_chunks WHERE sha256 = ${ref.sha256}`;

test('a thin link brings it in pieces, each of which is answered', async () => {
  const material = aMaterial(100_000);
  const { content } = material;
  const { Authorization = '' } = headersOf(material);
  const first = await fetch(urlOf(material), {
    method: 'POST',
    headers: { Authorization, 'Upload-Length': String(content.length) },
    body: content.slice(0, 40_000),
  });
  expect(first.status).toBe(204);
  expect(first.headers.get('Upload-Offset')).toBe('40000');
  // What says where it goes on says of which: that of another is a place in vain.
  const name = uploadName(material.ref.sha256);
  expect(first.headers.get('Upload-Of')).toBe(name);
  const asked = await fetch(`${urlOf(material)}/upload`, {
    method: 'HEAD',
    headers: { Authorization },
  });
  expect(asked.headers.get('Upload-Of')).toBe(name);
  const astray = await patch(material, 9);
  expect(astray.status).toBe(409);
  expect(astray.headers.get('Upload-Of')).toBe(name);
  const second = await fetch(`${urlOf(material)}/upload`, {
    method: 'PATCH',
    headers: {
      Authorization,
      'Content-Type': 'application/partial-upload',
      'Upload-Offset': '40000',
    },
    body: content.slice(40_000, 80_000),
  });
  expect(second.status).toBe(204);
  expect((await patch(material, 80_000)).status).toBe(201);
});

test('a material that an operation cites is wanted, taken whole, and opened with its key', async () => {
  const material = aMaterial(150_000);
  const submit = await device.make(
    device.submitOperation({
      papers: [{ how: 'photo', paperId: 'V14-M2', pages: [material.ref] }],
    }),
  );
  const first = await device.push(submit);
  expect(first.body.wanted).toEqual([
    { sha256: material.ref.sha256, offset: 0 },
  ]);
  expect(await openMaterial(platform.context, material.ref.sha256)).toBe(
    undefined,
  );
  const taken = await post(material);
  expect(taken.status).toBe(201);
  // A device tells by it that this is no other upload's answer.
  expect(taken.headers.get('Upload-Of')).toBe(uploadName(material.ref.sha256));
  const opened = await openMaterial(platform.context, material.ref.sha256);
  expect(Buffer.from(opened?.bytes ?? [])).toEqual(Buffer.from(material.plain));
  expect(opened?.mediaType).toBe('image/jpeg');
  expect(await chunksOf(material)).toEqual([]);
  expect((await device.push(submit)).body.wanted).toEqual([]);
  // The store holds the encrypted bytes, the case no key to them.
  const { sha256 } = material.ref;
  expect(
    readdirSync(join(platform.folder, 'materials', sha256.slice(0, 2))),
  ).toContain(sha256.slice(2));
  const [row] = await sql`SELECT papers::text AS text FROM cases`;
  expect(row?.['text']).not.toContain(material.ref.key);
});

test('guarantee 7: an upload that was cut goes on at the byte where it broke', async () => {
  const material = aMaterial(400_000);
  await cutAt(material, 300_000);
  // What had arrived is committed when the connection breaks.
  await expect
    .poll(async () => await offsetOf(material), { timeout: 5000, interval: 20 })
    .toBe(300_000);
  const wrong = await patch(material, 100_000);
  expect([wrong.status, await wrong.json()]).toMatchObject([
    409,
    { code: 'mismatchingUploadOffset', offset: 300_000 },
  ]);
  expect((await patch(material, 300_000)).status).toBe(201);
  expect(await offsetOf(material)).toBe(material.content.length);
});

test('a platform stopped between the last byte and its check is asked to check, by a rest of nothing', async () => {
  const material = aMaterial(100_000);
  const { sha256 } = material.ref;
  expect((await post(material)).status).toBe(201);
  // As the stop leaves it: all staged, nothing marked.
  await sql`UPDATE materials SET complete_at = NULL WHERE sha256 = ${sha256}`;
  await sql`
    INSERT INTO upload_chunks (county, sha256, start, bytes)
    SELECT county, sha256, 0, ${Buffer.from(material.content)}
    FROM materials WHERE sha256 = ${sha256}`;
  const head = await fetch(`${urlOf(material)}/upload`, {
    method: 'HEAD',
    headers: { Authorization: `Bearer ${device.token}` },
  });
  expect(head.headers.get('Upload-Complete')).toBe('?0');
  expect(await offsetOf(material)).toBe(material.content.length);
  expect((await patch(material, material.content.length)).status).toBe(201);
  expect(await chunksOf(material)).toEqual([]);
});

/** Head and the first bytes of a request whose rest never comes; its answer, once the platform has hung up. */
async function answerToHead(
  method: string,
  path: string,
  given: { headers: Record<string, string>; body: Uint8Array },
): Promise<string> {
  const socket = connect(platform.port, '127.0.0.1');
  const head = Object.entries({
    Host: 'localhost',
    'Content-Length': String(given.body.length),
    ...given.headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  const begun = given.body.subarray(0, 4096);
  let text = '';
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('data', (part) => {
      text += part.toString('latin1');
    });
    socket.on('end', resolve);
    socket.write(`${method} ${path} HTTP/1.1\r\n${head.join('')}\r\n`);
    socket.write(begun);
  });
  socket.destroy();
  return text;
}

test('a browser that repeats a cut POST by itself is told at once where to go on, and sends the body no second time', async () => {
  const material = aMaterial(400_000);
  await cutAt(material, 300_000);
  await expect
    .poll(async () => await offsetOf(material), { timeout: 5000, interval: 20 })
    .toBe(300_000);
  const path = new URL(urlOf(material)).pathname;
  const posted = await answerToHead('POST', path, {
    headers: headersOf(material),
    body: material.content,
  });
  expect(posted).toMatch(/^HTTP\/1\.1 409 /);
  expect(posted).toContain('"offset":300000');
  // The same for a PATCH that it repeats, from where nothing goes on any more.
  const patched = await answerToHead('PATCH', `${path}/upload`, {
    headers: {
      ...headersOf(material),
      'Content-Type': 'application/partial-upload',
      'Upload-Offset': '200000',
    },
    body: material.content.subarray(200_000),
  });
  expect(patched).toMatch(/^HTTP\/1\.1 409 /);
  expect(await offsetOf(material)).toBe(300_000);
  expect((await patch(material, 300_000)).status).toBe(201);
  // Its answer was lost: the repeat is answered as soon.
  const again = await answerToHead('POST', path, {
    headers: headersOf(material),
    body: material.content,
  });
  expect(again).toMatch(/^HTTP\/1\.1 201 /);
});

test('the same material on three connections at once is one material', async () => {
  const material = aMaterial(900_000);
  /** One that comes when another has begun is told to go on behind it. */
  const send = async () => {
    let answer = await post(material);
    while (answer.status === 409) {
      const { offset } = (await answer.json()) as { offset: number };
      answer = await patch(material, offset);
    }
    return answer.status;
  };
  expect(await Promise.all([send(), send(), send()])).toEqual([201, 201, 201]);
  expect((await post(material)).status).toBe(201);
  const rows = await sql`
    SELECT received_bytes FROM materials WHERE sha256 = ${material.ref.sha256}`;
  expect(rows).toEqual([{ received_bytes: material.content.length }]);
});

test('bytes of another hash are dropped, and the true ones are taken afterwards', async () => {
  const material = aMaterial(100_000);
  const bent = Uint8Array.from(material.content);
  bent[5_000] = (bent[5_000] ?? 0) ^ 1;
  const refused = await post(material, bent);
  expect([refused.status, await refused.json()]).toMatchObject([
    422,
    { code: 'digestMismatch' },
  ]);
  expect(await offsetOf(material)).toBe(0);
  expect(await chunksOf(material)).toEqual([]);
  expect((await post(material)).status).toBe(201);
});

test('more than 20 MB, a wrong digest and no session are refused before a byte is kept', async () => {
  const material = aMaterial(1000);
  const send = async (headers: Record<string, string>) =>
    (
      await fetch(urlOf(material), {
        method: 'POST',
        headers: { ...headersOf(material), ...headers },
        body: material.content,
      })
    ).status;
  expect(await send({ 'Upload-Length': String(20 * 1024 * 1024 + 1) })).toBe(
    413,
  );
  expect(await send({ 'Repr-Digest': `sha-256=:${'A'.repeat(43)}=:` })).toBe(
    400,
  );
  expect(await send({ Authorization: 'Bearer x' })).toBe(401);
  expect(
    await sql`SELECT 1 FROM materials WHERE sha256 = ${material.ref.sha256}`,
  ).toEqual([]);
});

test('nobody holds a material up by beginning it with a wrong length or wrong bytes', async () => {
  const material = aMaterial(100_000);
  const { sha256 } = material.ref;
  const squatter = await TestDevice.ready(platform, '422825201237');
  const begin = await fetch(urlOf(material), {
    method: 'POST',
    headers: { ...headersOf(material, squatter), 'Upload-Length': '20000000' },
    body: new Uint8Array(70_000),
  });
  expect(begin.headers.get('Upload-Offset')).toBe('70000');
  // What the other one sent is none of this device's bytes.
  expect(await offsetOf(material)).toBe(0);
  const rest = await patch(material, 70_000);
  expect([rest.status, await rest.json()]).toMatchObject([
    409,
    { code: 'mismatchingUploadOffset', offset: 0 },
  ]);
  expect((await post(material)).status).toBe(201);
  expect(
    await sql`SELECT device_id FROM materials WHERE sha256 = ${sha256}`,
  ).toEqual([{ device_id: device.id }]);
  expect(await chunksOf(material)).toEqual([]);
});
