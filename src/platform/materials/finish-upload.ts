import type { Outcome } from '../../protocol/error-code.ts';
import type { PlatformContext } from '../context.ts';
import type { Database } from '../database/connect.ts';
import {
  dropChunks,
  findMaterial,
  lockMaterial,
  markWhole,
  readChunks,
  resetUpload,
} from '../database/queries/materials.ts';
import { inOnePiece } from './in-one-piece.ts';
import { settleKeys } from './material-keys.ts';
import { transact } from '../database/transaction.ts';

/**
 * Checks that the staged bytes have the hash they are named by, writes them to the
 * store, and only then marks the material complete and drops the staging. With
 * another hash the staging is dropped: what is wrong cannot be told, so the
 * upload begins again.
 */
export async function finishUpload(
  context: PlatformContext,
  sha256: string,
): Promise<
  Outcome<{ offset: number; isComplete: true }, 'digestMismatch' | 'notFound'>
> {
  const { sql, config, store, clock } = context;
  const key = { county: config.county, sha256 };
  // A bucket may take its time: no transaction and no lock waits for it.
  const bytes = await readStaged(sql, key);
  const isKept =
    bytes !== undefined && (await store.put(sha256, inOnePiece(bytes)));
  return await transact(sql, async ({ tx }) => {
    // Whoever comes second waits here and finds it done.
    const row = await lockMaterial(tx, key);
    if (row === undefined) return { ok: false, code: 'notFound' };
    if (row.isComplete)
      return { ok: true, value: { offset: row.bytes, isComplete: true } };
    await dropChunks(tx, key);
    if (!isKept) {
      await resetUpload(tx, key);
      return { ok: false, code: 'digestMismatch' };
    }
    // Theirs are right, whatever another device has begun under the name meanwhile.
    const { length } = bytes;
    await markWhole(tx, { ...key, bytes: length, at: clock().toISOString() });
    await settleKeys(tx, context, sha256, bytes);
    return { ok: true, value: { offset: length, isComplete: true } };
  });
}

/** undefined: they are not all there. */
async function readStaged(
  sql: Database,
  key: { county: string; sha256: string },
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const row = await findMaterial(sql, key);
  if (row === undefined || row.receivedBytes !== row.bytes) return undefined;
  const parts: Uint8Array[] = [];
  for await (const part of readChunks(sql, key)) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}
