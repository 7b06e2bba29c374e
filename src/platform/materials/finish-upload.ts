import type { Outcome } from '../../protocol/error-code.ts';
import type { PlatformContext } from '../context.ts';
import {
  dropChunks,
  lockMaterial,
  markComplete,
  readChunks,
  resetUpload,
} from '../database/queries/materials.ts';
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
  return await transact(sql, async ({ tx }) => {
    // Whoever comes second waits here and finds it done.
    const row = await lockMaterial(tx, key);
    if (row === undefined) return { ok: false, code: 'notFound' };
    const value = { offset: row.bytes, isComplete: true as const };
    if (row.isComplete) return { ok: true, value };
    const isGenuine =
      row.receivedBytes === row.bytes &&
      (await store.put(sha256, readChunks(tx, key)));
    await dropChunks(tx, key);
    if (!isGenuine) {
      await resetUpload(tx, key);
      return { ok: false, code: 'digestMismatch' };
    }
    await markComplete(tx, { ...key, at: clock().toISOString() });
    await settleKeys(tx, context, sha256);
    return { ok: true, value };
  });
}
