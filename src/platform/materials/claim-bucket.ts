import type { PlatformContext } from '../context.ts';
import { completeMaterials } from './complete-materials.ts';

/**
 * Marks a bucket at its first use. False: no mark is there, and materials are missed, so
 * it is another one than before, or somebody has emptied it. A store without a bucket is
 * right as it is. @throws StoreUnavailable
 */
export async function claimBucket(
  context: Pick<PlatformContext, 'sql' | 'config' | 'store'>,
): Promise<boolean> {
  const { bucket } = context.store;
  if (bucket === undefined || (await bucket.isOurs())) return true;
  for await (const hashes of completeMaterials(context))
    for (const sha256 of hashes)
      if (!(await bucket.isBeside(sha256))) return false;
  await bucket.makeOurs();
  return true;
}
