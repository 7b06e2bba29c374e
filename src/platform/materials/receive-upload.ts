// Staging lies in the database as chunks, so that any process can go on with any
// upload, and each chunk is committed by compare-and-set on how far it has come.
import type { Readable } from 'node:stream';
import type { Outcome } from '../../protocol/error-code.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { PlatformContext } from '../context.ts';
import {
  appendChunk,
  beginMaterial,
  countUncited,
  dropChunks,
  findMaterial,
  lockMaterial,
  resetUpload,
  type MaterialRow,
} from '../database/queries/materials.ts';
import { transact } from '../database/transaction.ts';
import { finishUpload } from './finish-upload.ts';
import { incomingBytes } from './incoming-bytes.ts';
import { stillThere } from './still-there.ts';

export type UploadFailure =
  | 'payloadTooLarge'
  | 'tooManyRequests'
  | 'badRequest'
  | 'mismatchingUploadOffset'
  | 'digestMismatch'
  | 'notFound';

type Received = Outcome<{ offset: number; isComplete: boolean }, UploadFailure>;

const full: Received = { ok: false, code: 'tooManyRequests' };

const mismatch = (offset: number): Received => ({
  ok: false,
  code: 'mismatchingUploadOffset',
  details: { offset },
});

/**
 * How far a material has come for this device; undefined: nothing is known of it.
 * What another device began is none of its bytes.
 */
export async function readOffset(
  context: PlatformContext,
  { sha256, deviceId }: { sha256: string; deviceId: string },
): Promise<MaterialRow | undefined> {
  const key = { county: context.config.county, sha256 };
  const found = await findMaterial(context.sql, key);
  const row = await stillThere(context, found, key);
  return row === undefined || row.isComplete || row.deviceId === deviceId
    ? row
    : { ...row, receivedBytes: 0 };
}

/**
 * Takes a whole material from its beginning. What another device, or this one
 * with another length, left unfinished under the name gives way: only the hash
 * tells whose bytes are right, so nobody may hold a name by wrong ones.
 *
 * Where this device has bytes here already it is told to go on behind them: a
 * browser repeats by itself a POST that a reset broke, and would send all again.
 */
export async function beginUpload(
  context: PlatformContext,
  p: { sha256: string; deviceId: string; length: number; body: Readable },
): Promise<Received> {
  const { sha256, length } = p;
  if (length > LIMITS.materialBytes)
    return { ok: false, code: 'payloadTooLarge' };
  const known = await readOffset(context, p);
  if (!isTaken(known) && (await isFull(context, p))) return full;
  const row = await makeRoom(context, p);
  if (row.isComplete)
    return { ok: true, value: { offset: row.bytes, isComplete: true } };
  if (row.receivedBytes > 0) return mismatch(row.receivedBytes);
  return await receive(context, { sha256, start: 0, row, body: p.body });
}

/** What an opened operation cites is wanted, however much it is. */
export function isTaken(known: MaterialRow | undefined): boolean {
  return known !== undefined && (known.isComplete || known.wrappedKey !== null);
}

/** Whether a device has already left so much that nothing cites. */
async function isFull(
  context: PlatformContext,
  p: { sha256: string; deviceId: string; length: number },
): Promise<boolean> {
  const { sha256: except, deviceId } = p;
  const uncited = await readUncited(context, { deviceId, except });
  return uncited + weightOf(p.length) > LIMITS.uncitedBytes;
}

/** How much a device has left that nothing cites, but for one material. */
export async function readUncited(
  { sql, config }: PlatformContext,
  { deviceId, except = '' }: { deviceId: string; except?: string },
): Promise<number> {
  const { county } = config;
  const least = LIMITS.uncitedLeastBytes;
  return await countUncited(sql, { county, deviceId, except, least });
}

/** What a material counts for that nothing cites: a tiny one takes a file too. */
export function weightOf(bytes: number): number {
  return Math.max(bytes, LIMITS.uncitedLeastBytes);
}

async function makeRoom(
  { sql, config, clock }: PlatformContext,
  p: { sha256: string; deviceId: string; length: number },
): Promise<MaterialRow> {
  const { sha256, deviceId, length } = p;
  const key = { county: config.county, sha256 };
  const at = clock().toISOString();
  const wish = { ...key, deviceId, bytes: length, at };
  return await transact(sql, async ({ tx }) => {
    await beginMaterial(tx, wish);
    const row = await lockMaterial(tx, key);
    if (row === undefined) throw new Error('a material just begun is there');
    if (row.isComplete || (row.deviceId === deviceId && row.bytes === length))
      return row;
    await dropChunks(tx, key);
    await resetUpload(tx, key);
    await beginMaterial(tx, wish);
    return { ...row, deviceId, bytes: length, receivedBytes: 0 };
  });
}

/** Takes the rest of a material from `offset` on. */
export async function continueUpload(
  context: PlatformContext,
  p: { sha256: string; deviceId: string; offset: number; body: Readable },
): Promise<Received> {
  const { sha256, deviceId, offset } = p;
  const row = await readOffset(context, p);
  if (row === undefined) return { ok: false, code: 'notFound' };
  if (row.isComplete)
    return { ok: true, value: { offset: row.bytes, isComplete: true } };
  if (row.deviceId !== deviceId || row.receivedBytes !== offset)
    return mismatch(row.receivedBytes);
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
    const failed = await commitPiece(context, { sha256, row, at, piece });
    if (failed !== undefined) return failed;
    at += piece.length;
  }
  const now = await readOffset(context, { sha256, deviceId: row.deviceId });
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
  p: { sha256: string; row: MaterialRow; at: number; piece: Uint8Array },
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
          deviceId: p.row.deviceId,
          start,
          bytes: p.piece.subarray(start - p.at),
        }),
    );
    if (isMoved) return undefined;
    const row = await findMaterial(sql, { county, sha256 });
    if (row === undefined) return { ok: false, code: 'notFound' };
    if (row.isComplete) return undefined;
    if (row.deviceId !== p.row.deviceId) return mismatch(0);
    if (row.receivedBytes >= end) return undefined;
    // Behind us: the other's bytes were wrong and have been dropped.
    if (row.receivedBytes <= start) return mismatch(row.receivedBytes);
    start = row.receivedBytes;
  }
}
