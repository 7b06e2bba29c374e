import { findMatterByCode } from '../../domain/catalogue/get-matter.ts';
import type { FullMatter } from '../../domain/catalogue/full-matter-schema.ts';
import {
  findCatalogue,
  findCurrentCatalogue,
} from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';

/**
 * A matter of a published version (without: of the current one). The catalogue
 * is public, so whoever is signed in may read it.
 */
export async function readMatter(
  context: Pick<PlatformContext, 'sql' | 'config'>,
  code: string,
  version: string | undefined,
): Promise<FullMatter | undefined> {
  const published =
    version === undefined
      ? await findCurrentCatalogue(context)
      : await findCatalogue(context, version);
  return published && findMatterByCode(published.catalogue, code);
}
