// Staging lies in the database as chunks, so that any process can go on with any
// upload, and each chunk is committed by compare-and-set on how far it has come.
import type { Readable } from 'node:stream';
import type { Outcome } from '../../protocol/error-code.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { PlatformContext } from '../context.ts';
import {
  appendChunk,
  beginMaterial,
  findMaterial,
  type MaterialRow,
} from '../database/queries/materials.ts';
import { transact } from '../database/transaction.ts';
import { finishUpload } from './finish-upload.ts';
import { incomingBytes } from './incoming-bytes.ts';

export type UploadFailure =
  | 'payloadTooLarge'
  | 'badRequest'
  | 'mismatchingUploadOffset'
  | 'digestMismatch'
  | 'notFound';

type Received = Outcome<{ offset: number; isComplete: boolean }, UploadFailure>;

const mismatch = (offset: number): Received => ({
  ok: false,
  code: 'mismatchingUploadOffset',
  details: { offset },
});

/** How far a material has come; undefined: nothing is known of it. */
export async function readOffset(
  { sql, config }: PlatformContext,
  sha256: string,
): Promise<MaterialRow | undefined> {
  return await findMaterial(sql, { county: config.county, sha256 });
}

/** Takes a whole material from its beginning. */
export async function beginUpload(
  context: PlatformContext,
  p: { sha256: string; deviceId: string; length: number; body: Readable },
): Promise<Received> {
  const { sql, config, clock } = context;
  const { county } = config;
  const { sha256, deviceId, length } = p;
  if (length > LIMITS.materialBytes)
    return { ok: false, code: 'payloadTooLarge' };
  await beginMaterial(sql, {
    county,
    sha256,
    deviceId,
    bytes: length,
    at: clock().toISOString(),
  });
  const row = await findMaterial(sql, { county, sha256 });
  if (row === undefined) throw new Error('a material just begun is there');
  if (row.isComplete)
    return { ok: true, value: { offset: row.bytes, isComplete: true } };
  if (row.bytes !== length) return mismatch(row.receivedBytes);
  return await receive(context, { sha256, start: 0, row, body: p.body });
}

/** Takes the rest of a material from `offset` on. */
export async function continueUpload(
  context: PlatformContext,
  p: { sha256: string; offset: number; body: Readable },
): Promise<Received> {
  const { sha256, offset } = p;
  const row = await readOffset(context, sha256);
  if (row === undefined) return { ok: false, code: 'notFound' };
  if (row.isComplete)
    return { ok: true, value: { offset: row.bytes, isComplete: true } };
  if (row.receivedBytes !== offset) return mismatch(row.receivedBytes);
  return await receive(context, { sha256, start: offset, row, body: p.body });
}

async function receive(
  context: PlatformContext,
  p: { sha256: string; start: number; row: MaterialRow; body: Readable },
): Promise<Received> {
  const { sha256, row } = p;
  let at = p.start;
  for await (const piece of incomingBytes(p.body, LIMITS.uploadChunkBytes)) {
    if (at + piece.length > row.bytes) return { ok: false, code: 'badRequest' };
    const failed = await commitPiece(context, { sha256, at, piece });
    if (failed !== undefined) return failed;
    at += piece.length;
  }
  const now = await readOffset(context, sha256);
  if (now === undefined) return { ok: false, code: 'notFound' };
  if (!now.isComplete && now.receivedBytes < now.bytes)
    return {
      ok: true,
      value: { offset: now.receivedBytes, isComplete: false },
    };
  return await finishUpload(context, sha256);
}

/**
 * Commits what of a piece is not there yet: another connection may be sending the
 * same material, or a part of it may have come before. undefined: go on.
 */
async function commitPiece(
  { sql, config }: PlatformContext,
  p: { sha256: string; at: number; piece: Uint8Array },
): Promise<Received | undefined> {
  const { county } = config;
  const { sha256 } = p;
  const end = p.at + p.piece.length;
  let start = p.at;
  for (;;) {
    const isMoved = await transact(
      sql,
      async ({ tx }) =>
        await appendChunk(tx, {
          county,
          sha256,
          start,
          bytes: p.piece.subarray(start - p.at),
        }),
    );
    if (isMoved) return undefined;
    const row = await findMaterial(sql, { county, sha256 });
    if (row === undefined) return { ok: false, code: 'notFound' };
    if (row.isComplete || row.receivedBytes >= end) return undefined;
    // Behind us: the other's bytes were wrong and have been dropped.
    if (row.receivedBytes <= start) return mismatch(row.receivedBytes);
    start = row.receivedBytes;
  }
}
