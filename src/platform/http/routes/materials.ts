// A profile of the IETF draft on resumable uploads, without its 104 answers.
import { Hono, type Context } from 'hono';
import {
  PARTIAL_UPLOAD_TYPE,
  UPLOAD_HEADERS,
  uploadName,
} from '../../../protocol/materials.ts';
import type { PlatformContext } from '../../context.ts';
import {
  beginUpload,
  continueUpload,
  readOffset,
} from '../../materials/receive-upload.ts';
import { deviceSession } from '../device-session.ts';
import type { HttpEnvironment } from '../environment.ts';
import { problem } from '../problem.ts';
import { bodyOf, hangUpIfUnread } from '../upload-body.ts';

const PATH = '/api/v1/materials/:sha256{[0-9a-f]{64}}';

/** A material is taken whether or not an opened operation cites it yet. */
export function materialRoutes(
  context: PlatformContext,
): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  const deliver = deviceSession(context, 'deliver');

  routes.post(PATH, deliver, async (c) => {
    const sha256 = c.req.param('sha256');
    const length = readCount(
      c,
      c.req.header(UPLOAD_HEADERS.length) === undefined
        ? 'Content-Length'
        : UPLOAD_HEADERS.length,
    );
    const body = bodyOf(c);
    if (
      length === undefined ||
      length === 0 ||
      !isComplete(c) ||
      !hasDigest(c, sha256)
    )
      return problem(c, 'badRequest');
    const { deviceId } = c.get('session').device;
    return answer(
      c,
      sha256,
      await beginUpload(context, { sha256, deviceId, length, body }),
    );
  });

  routes.get(`${PATH}/upload`, deliver, async (c) => {
    const { deviceId } = c.get('session').device;
    const sha256 = c.req.param('sha256');
    const row = await readOffset(context, { sha256, deviceId });
    nameUpload(c, sha256);
    if (row === undefined) return problem(c, 'notFound');
    const offset = row.isComplete ? row.bytes : row.receivedBytes;
    return c.body(null, 204, {
      [UPLOAD_HEADERS.offset]: String(offset),
      [UPLOAD_HEADERS.length]: String(row.bytes),
      [UPLOAD_HEADERS.complete]: row.isComplete ? '?1' : '?0',
    });
  });

  routes.patch(`${PATH}/upload`, deliver, async (c) => {
    if (c.req.header('Content-Type') !== PARTIAL_UPLOAD_TYPE)
      return problem(c, 'unsupportedMediaType');
    const offset = readCount(c, UPLOAD_HEADERS.offset);
    if (offset === undefined || !isComplete(c)) return problem(c, 'badRequest');
    const sha256 = c.req.param('sha256');
    return answer(
      c,
      sha256,
      await continueUpload(context, {
        sha256,
        deviceId: c.get('session').device.deviceId,
        offset,
        body: bodyOf(c),
      }),
    );
  });

  return routes;
}

function readCount(c: Context, header: string): number | undefined {
  const text = c.req.header(header) ?? '';
  return /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

/** A request always carries all the rest; a cut is what makes it a part. */
function isComplete(c: Context): boolean {
  return (c.req.header(UPLOAD_HEADERS.complete) ?? '?1') === '?1';
}

/** `Repr-Digest: sha-256=:…:` may be left out, and may not say another hash. */
function hasDigest(c: Context, sha256: string): boolean {
  const header = c.req.header(UPLOAD_HEADERS.digest);
  if (header === undefined) return true;
  const expected = Buffer.from(sha256, 'hex').toString('base64');
  return header.includes(`sha-256=:${expected}:`);
}

/** So that a device knows another upload's answer from its own. */
function nameUpload(c: Context, sha256: string): void {
  c.header(UPLOAD_HEADERS.of, uploadName(sha256));
}

function answer(
  c: Context<HttpEnvironment>,
  sha256: string,
  received: Awaited<ReturnType<typeof continueUpload>>,
): Response {
  hangUpIfUnread(c);
  nameUpload(c, sha256);
  if (!received.ok) {
    if (received.code === 'tooManyRequests') c.header('Retry-After', '3600');
    const offset = received.details?.['offset'];
    return problem(
      c,
      received.code,
      typeof offset === 'number' ? { offset } : {},
    );
  }
  const { offset, isComplete: isWhole } = received.value;
  const headers = { [UPLOAD_HEADERS.offset]: String(offset) };
  return c.body(null, isWhole ? 201 : 204, headers);
}
