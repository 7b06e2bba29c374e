import { createHash } from 'node:crypto';
import type { PlatformContext } from '../context.ts';
import { readLostAfter } from '../database/queries/lost-materials.ts';
import {
  dropChunks,
  lockMaterial,
  markWhole,
} from '../database/queries/materials.ts';
import { transact } from '../database/transaction.ts';
import { claimBucket } from './claim-bucket.ts';
import { settleKeys } from './material-keys.ts';

const AT_ONCE = 200;

/**
 * What was missed and lies in the store after all is complete again, without its device,
 * which may have let go of it, and without a person. Gives how many.
 */
export async function findLost(context: PlatformContext): Promise<number> {
  await claimBucket(context);
  const { sql, config } = context;
  const { county } = config;
  let found = 0;
  for (let after = ''; ;) {
    const hashes = await readLostAfter(sql, { county, after, limit: AT_ONCE });
    const last = hashes.at(-1);
    if (last === undefined) return found;
    for (const sha256 of hashes) if (await findOne(context, sha256)) found += 1;
    after = last;
  }
}

async function findOne(
  context: PlatformContext,
  sha256: string,
): Promise<boolean> {
  const { sql, config, store, clock } = context;
  if (!(await store.has(sha256))) return false;
  const bytes = await store.read(sha256);
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) return false;
  const key = { county: config.county, sha256 };
  return await transact(sql, async ({ tx }) => {
    const row = await lockMaterial(tx, key);
    if (row === undefined || row.isComplete) return false;
    await dropChunks(tx, key);
    const at = clock().toISOString();
    await markWhole(tx, { ...key, bytes: bytes.length, at });
    await settleKeys(tx, context, sha256, bytes);
    return true;
  });
}
