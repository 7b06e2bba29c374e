import type { PlatformContext } from '../context.ts';
import {
  beginMaterial,
  dropChunks,
  findMaterial,
  lockMaterial,
  markWhole,
} from '../database/queries/materials.ts';
import { inOnePiece } from './in-one-piece.ts';
import { settleKeys } from './material-keys.ts';
import { transact } from '../database/transaction.ts';

export type WholeMaterial = {
  sha256: string;
  bytes: Uint8Array<ArrayBuffer>;
};

/**
 * Keeps materials that came whole, not by an upload, in one transaction. An upload
 * of the same one that is under way meanwhile finds it complete. The bytes' hash is
 * `sha256`. Gives those that were not here already; one whose file a restore has
 * lost was not.
 */
export async function keepWhole(
  context: PlatformContext,
  p: { deviceId: string; materials: readonly WholeMaterial[] },
): Promise<Set<string>> {
  const { sql, config, store, clock } = context;
  const { county } = config;
  const { deviceId } = p;
  const written: (WholeMaterial & { wasComplete: boolean })[] = [];
  for (const material of p.materials) {
    const { sha256, bytes } = material;
    const known = await findMaterial(sql, { county, sha256 });
    const wasComplete = known?.isComplete === true;
    if (wasComplete && (await store.has(sha256))) continue;
    // The bytes first: a row must never call complete what is not on the disk.
    if (!(await store.put(sha256, inOnePiece(bytes))))
      throw new Error('a material of another hash');
    written.push({ ...material, wasComplete });
  }
  if (written.length === 0) return new Set();
  // Sorted, so that two transactions cannot wait for each other.
  written.sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  const at = clock().toISOString();
  return await transact(sql, async ({ tx }) => {
    const isNew = new Set<string>();
    for (const { sha256, bytes, wasComplete } of written) {
      const key = { county, sha256 };
      await beginMaterial(tx, { ...key, deviceId, bytes: bytes.length, at });
      const row = await lockMaterial(tx, key);
      if (row === undefined) throw new Error('a material just begun is there');
      if (row.isComplete) {
        if (wasComplete) isNew.add(sha256);
        continue;
      }
      await dropChunks(tx, key);
      await markWhole(tx, { ...key, bytes: bytes.length, at });
      await settleKeys(tx, context, sha256, bytes);
      isNew.add(sha256);
    }
    return isNew;
  });
}
