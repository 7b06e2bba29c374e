// A profile of the IETF draft on resumable uploads, without its 104 answers.
import type { Readable } from 'node:stream';
import { Hono, type Context } from 'hono';
import {
  PARTIAL_UPLOAD_TYPE,
  UPLOAD_HEADERS,
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

const PATH = '/api/v1/materials/:sha256{[0-9a-f]{64}}';

/** Between an answer to half a request and the end of its connection. */
const LINGER_MS = 100;

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
      await beginUpload(context, { sha256, deviceId, length, body }),
    );
  });

  routes.get(`${PATH}/upload`, deliver, async (c) => {
    const { deviceId } = c.get('session').device;
    const sha256 = c.req.param('sha256');
    const row = await readOffset(context, { sha256, deviceId });
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
    return answer(
      c,
      await continueUpload(context, {
        sha256: c.req.param('sha256'),
        deviceId: c.get('session').device.deviceId,
        offset,
        body: bodyOf(c),
      }),
    );
  });

  return routes;
}

/**
 * Of an answer that needs no more of the body: a browser reads no answer before it
 * has sent all of it, unless the connection ends. Not at once, since a proxy between
 * may throw away what it has not read when it hears of the end.
 */
function hangUpAfter(c: Context<HttpEnvironment>): void {
  const { incoming, outgoing } = c.env ?? {};
  if (incoming === undefined || outgoing === undefined) return;
  outgoing.once('finish', () => {
    setTimeout(() => {
      if (!incoming.complete) incoming.socket.destroySoon();
    }, LINGER_MS);
  });
}

/** Node's own request, whose bytes survive a cut (incoming-bytes.ts). */
function bodyOf(c: Context<HttpEnvironment>): Readable {
  const incoming = c.env?.incoming;
  if (incoming === undefined)
    throw new Error('uploads need the Node server under the app');
  return incoming;
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

function answer(
  c: Context<HttpEnvironment>,
  received: Awaited<ReturnType<typeof continueUpload>>,
): Response {
  if (c.env?.incoming?.complete === false) hangUpAfter(c);
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
  return isWhole ? c.body(null, 201, headers) : c.body(null, 204, headers);
}
