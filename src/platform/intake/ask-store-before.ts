import { citedMaterials } from '../../domain/cases/papers.ts';
import type { PlatformContext } from '../context.ts';
import { findMaterial } from '../database/queries/materials.ts';
import {
  StoreUnavailable,
  type MaterialStore,
} from '../materials/material-store.ts';
import type { ArrivedOperation } from './apply-operation.ts';

/**
 * Asks a bucket, before the transaction that would wait for it, for what the operations
 * cite and is here. Gives a store that knows the answers; one that was away is away for
 * all of the batch. A folder answers at once and is not asked.
 */
export async function askStoreBefore(
  { sql, config, store }: Pick<PlatformContext, 'sql' | 'config' | 'store'>,
  arrived: readonly ArrivedOperation[],
): Promise<MaterialStore> {
  if (store.bucket === undefined) return store;
  // Only what is there: that something is not may have changed a moment later.
  const there = new Set<string>();
  let away: StoreUnavailable | undefined;
  try {
    for (const sha256 of citedHashes(arrived)) {
      const row = await findMaterial(sql, { county: config.county, sha256 });
      if (row?.isComplete === true && (await store.has(sha256)))
        there.add(sha256);
    }
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    away = error;
  }
  return {
    ...store,
    has: async (sha256) => {
      if (there.has(sha256)) return true;
      if (away !== undefined) throw away;
      return await store.has(sha256);
    },
    read: async (sha256) => {
      if (away !== undefined) throw away;
      return await store.read(sha256);
    },
  };
}

function citedHashes(arrived: readonly ArrivedOperation[]): Set<string> {
  const hashes = new Set<string>();
  for (const { opened } of arrived) {
    if (!opened.ok) continue;
    const { operation } = opened;
    if (operation === undefined) continue;
    const papers = 'papers' in operation ? operation.papers : [];
    const signatures = 'signatures' in operation ? operation.signatures : [];
    for (const { ref } of citedMaterials(papers, signatures))
      hashes.add(ref.sha256);
  }
  return hashes;
}
