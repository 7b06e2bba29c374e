import type { PlatformContext } from '../context.ts';
import type { Database } from '../database/connect.ts';
import {
  reopenMaterial,
  type MaterialRow,
} from '../database/queries/materials.ts';

/**
 * A restore may bring back the row of a material and not its bytes. Whoever comes
 * upon it reopens it, so that its device is asked for them again; where they turn up
 * by themselves it is complete again (find-lost.ts). `sql`: inside a
 * transaction that transaction.
 */
export async function stillThere(
  { sql, store }: Pick<PlatformContext, 'store'> & { sql: Database },
  row: MaterialRow | undefined,
  key: { county: string; sha256: string },
): Promise<MaterialRow | undefined> {
  if (row?.isComplete !== true || (await store.has(key.sha256))) return row;
  await reopenMaterial(sql, key);
  return { ...row, isComplete: false, receivedBytes: 0 };
}
