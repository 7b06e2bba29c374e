// Uploads: one by one, in pieces that go on where they were cut, and in bundles.
import { sha256Hex } from '../../../src/device/bytes.ts';
import {
  BundleReader,
  type BundleAnswer,
} from '../../../src/protocol/material-bundle.ts';
import { uploadName } from '../../../src/protocol/materials.ts';
import type { FakeCounty } from '../fake-county.ts';
import { json, problem } from './replies.ts';

/** Keeps what is whole in the first bytes of a bundle. */
export async function takeBundled(
  county: FakeCounty,
  body: Uint8Array,
): Promise<BundleAnswer['lacking']> {
  const materials = new BundleReader().read(body);
  if (materials === undefined) throw new Error('more than a bundle');
  const lacking: BundleAnswer['lacking'] = [];
  for (const [at, { sha256, bytes }] of materials.entries()) {
    const isHere =
      county.uploads.has(sha256) &&
      county.uploads.get(sha256)?.length === county.lengths.get(sha256);
    if (bytes === undefined) {
      if (!isHere) lacking.push({ at, code: 'notFound' });
    } else if ((await sha256Hex(bytes)) !== sha256) {
      lacking.push({ at, code: 'digestMismatch' });
    } else {
      county.uploads.set(sha256, bytes);
      county.lengths.set(sha256, bytes.length);
    }
  }
  return lacking;
}

export async function takeBundle(
  county: FakeCounty,
  body: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  const lacking = await takeBundled(county, body);
  const answer: BundleAnswer = { sha256: await sha256Hex(body), lacking };
  return json(200, answer);
}

export async function upload(
  county: FakeCounty,
  request: Request,
  path: string,
): Promise<Response> {
  const sha256 = /materials\/([0-9a-f]{64})/.exec(path)?.[1] ?? '';
  const held = county.uploads.get(sha256) ?? new Uint8Array(0);
  if (request.method === 'HEAD')
    return held.length === 0
      ? new Response(null, { status: 404 })
      : new Response(null, {
          status: 204,
          headers: {
            'upload-offset': String(held.length),
            'upload-of': uploadName(sha256),
          },
        });
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (request.method === 'POST') {
    county.uploads.set(sha256, bytes);
    county.lengths.set(sha256, Number(request.headers.get('upload-length')));
    return received(county, sha256, bytes.length);
  }
  if (Number(request.headers.get('upload-offset')) !== held.length)
    return problem(409, 'mismatchingUploadOffset', { offset: held.length });
  const whole = new Uint8Array(held.length + bytes.length);
  whole.set(held);
  whole.set(bytes, held.length);
  county.uploads.set(sha256, whole);
  return received(county, sha256, whole.length);
}

function received(
  county: FakeCounty,
  sha256: string,
  offset: number,
): Response {
  const isWhole = offset >= (county.lengths.get(sha256) ?? 0);
  return new Response(null, {
    status: isWhole ? 201 : 204,
    headers: {
      'upload-offset': String(offset),
      'upload-of': uploadName(sha256),
    },
  });
}
