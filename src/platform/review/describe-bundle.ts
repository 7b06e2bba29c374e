import { findBundle } from '../../domain/bundles/bundle-matter.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue-schema.ts';
import type { CaseDetail } from '../../protocol/review.ts';
import type { PlatformContext } from '../context.ts';
import { countDoneOfBundle, type CaseRow } from '../database/queries/cases.ts';

/**
 * How far the bundle of a case is: of all its parts those that are cases here and have
 * come to their end. What offices outside did for it the county does not know.
 */
export async function describeBundle(
  { sql, config }: Pick<PlatformContext, 'sql' | 'config'>,
  catalogue: Catalogue,
  { bundle, stationCode }: Pick<CaseRow, 'bundle' | 'stationCode'>,
): Promise<CaseDetail['bundle']> {
  if (bundle === null) return null;
  const { county } = config;
  return {
    name: findBundle(catalogue, bundle.code)?.short ?? bundle.code,
    done: await countDoneOfBundle(sql, {
      county,
      stationCode,
      bundleId: bundle.id,
    }),
    parts: bundle.parts.length,
  };
}
