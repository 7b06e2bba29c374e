import { findMatterByCode } from '../../domain/catalogue/get-matter.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { done, failed } from '../outcome.ts';
import type { CountyFiles, Published } from './county-files.ts';

/**
 * The matter as the version has it that a draft or case has pinned. Old work is
 * judged and shown by its own version, never by the present one. With
 * `catalogueMissing` come `details.version`, and `details.gone` when the county
 * does not have it either.
 */
export async function findPinned(
  files: Pick<CountyFiles, 'pinned'>,
  {
    catalogueVersion,
    matterCode,
  }: { catalogueVersion: string; matterCode: string },
): Promise<Outcome<{ matter: Matter; published: Published }>> {
  const published = await files.pinned(catalogueVersion);
  if (!published.ok)
    return failed('catalogueMissing', {
      version: catalogueVersion,
      ...(published.code === 'notFound' && { gone: 1 }),
    });
  const matter = findMatterByCode(published.value.catalogue, matterCode);
  return matter === undefined
    ? failed('notFound')
    : done({ matter, published: published.value });
}
