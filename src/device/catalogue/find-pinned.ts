import type { Answers } from '../../domain/cases/answers.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue-schema.ts';
import { findMatterByCode } from '../../domain/catalogue/get-matter.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { done, failed } from '../outcome.ts';
import type { CountyFiles, Published } from './county-files.ts';

/**
 * The matter as the version has it that a draft or case has pinned. Old work is
 * judged and shown by its own version, never by the present one. With
 * `catalogueMissing` come `details.version`, and `details.gone` when the county
 * does not have it either. Of a bundle: the matter that its answers make of it.
 */
export async function findPinned(
  files: Pick<CountyFiles, 'pinned'>,
  given: { catalogueVersion: string; matterCode: string; answers?: Answers },
): Promise<Outcome<{ matter: Matter; published: Published }>> {
  const published = await files.pinned(given.catalogueVersion);
  if (!published.ok)
    return failed('catalogueMissing', {
      version: given.catalogueVersion,
      ...(published.code === 'notFound' && { gone: 1 }),
    });
  const matter = await matterOf(published.value.catalogue, given);
  return matter === undefined
    ? failed('notFound')
    : done({ matter, published: published.value });
}

/** undefined: neither a matter nor a bundle of this catalogue. */
export async function matterOf(
  catalogue: Catalogue,
  {
    matterCode,
    answers = {},
  }: { matterCode: string; answers?: Answers | undefined },
): Promise<Matter | undefined> {
  const matter = findMatterByCode(catalogue, matterCode);
  if (matter !== undefined || !isBundle(catalogue, matterCode)) return matter;
  const { findBundle, makeBundleMatter } =
    await import('../../domain/bundles/bundle-matter.ts');
  const bundle = findBundle(catalogue, matterCode);
  return bundle && makeBundleMatter(catalogue, bundle, answers).matter;
}

export const isBundle = ({ bundles }: Catalogue, code: string): boolean =>
  bundles.some((bundle) => bundle.code === code);
