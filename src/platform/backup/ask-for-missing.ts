import type { PlatformContext } from '../context.ts';
import { findMaterial } from '../database/queries/materials.ts';
import { completeMaterials } from '../materials/complete-materials.ts';
import { stillThere } from '../materials/still-there.ts';

/**
 * Reopens a material whose file is gone, so that its device is asked for it again.
 * False when the file is there, or the books do not name the material any more.
 */
export async function askIfMissing(
  context: PlatformContext,
  sha256: string,
): Promise<boolean> {
  const { sql, config } = context;
  const key = { county: config.county, sha256 };
  const row = await findMaterial(sql, key);
  if (row?.isComplete !== true) return false;
  return (await stillThere(context, row, key))?.isComplete === false;
}

/** Looks for the file of every complete material. */
export async function askForMissing(
  context: PlatformContext,
): Promise<{ there: number; missing: number }> {
  const found = { there: 0, missing: 0 };
  for await (const hashes of completeMaterials(context))
    for (const sha256 of hashes)
      found[(await askIfMissing(context, sha256)) ? 'missing' : 'there'] += 1;
  return found;
}
