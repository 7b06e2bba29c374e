import type { PlatformContext } from '../context.ts';
import {
  beginMaterial,
  dropChunks,
  findMaterial,
  lockMaterial,
  markWhole,
} from '../database/queries/materials.ts';
import { settleKeys } from './material-keys.ts';
import { transact } from '../database/transaction.ts';

/**
 * Keeps a material that came whole, not by an upload. An upload of the same one
 * that is under way meanwhile finds it complete. The bytes' hash is `sha256`.
 * False when it was here already; one whose file a restore has lost is not.
 */
export async function keepWhole(
  context: PlatformContext,
  p: { sha256: string; deviceId: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<boolean> {
  const { sql, config, store, clock } = context;
  const { sha256, deviceId, bytes } = p;
  const key = { county: config.county, sha256 };
  const known = await findMaterial(sql, key);
  const wasComplete = known?.isComplete === true;
  if (wasComplete && (await store.has(sha256))) return false;
  // The bytes first: a row must never call complete what is not on the disk.
  if (!(await store.put(sha256, once(bytes))))
    throw new Error('a material of another hash');
  const at = clock().toISOString();
  return await transact(sql, async ({ tx }) => {
    await beginMaterial(tx, { ...key, deviceId, bytes: bytes.length, at });
    const row = await lockMaterial(tx, key);
    if (row === undefined) throw new Error('a material just begun is there');
    if (row.isComplete) return wasComplete;
    await dropChunks(tx, key);
    await markWhole(tx, { ...key, bytes: bytes.length, at });
    await settleKeys(tx, context, sha256);
    return true;
  });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
