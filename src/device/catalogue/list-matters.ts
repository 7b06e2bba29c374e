import { BUNDLES } from '../../domain/catalogue/find-matter.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { MatterSummary } from '../device-api.ts';
import type { Published } from './county-files.ts';

/** All matters, in category order. */
export function listMatters({
  catalogue,
}: Pick<Published, 'catalogue'>): MatterSummary[] {
  const { categories, matters, bundles } = catalogue;
  const byCode = new Map(matters.map((matter) => [matter.code, matter]));
  return categories.flatMap(({ matters }) =>
    matters.flatMap((code) => {
      const matter = byCode.get(code);
      if (matter === undefined) return [];
      return {
        code,
        name: matter.name,
        short: matter.short,
        pinyin: matter.pinyin,
        shortPinyin: matter.shortPinyin,
        keywords: matter.keywords,
        // What a bundle is for happens to whoever needs one of its parts.
        situations: bundles
          .filter(
            ({ status, components }) =>
              status !== 'withdrawn' &&
              components.some(
                (part) => 'matter' in part && part.matter === code,
              ),
          )
          .flatMap(({ trigger, keywords }) => [trigger, ...keywords]),
        category: matter.category,
        department: matter.department,
        promisedDays: matter.promisedDays,
        dayUnit: matter.dayUnit,
        canTakeIn: canTakeIn(matter),
        isWithdrawn: matter.status === 'withdrawn',
      };
    }),
  );
}

/** All bundles, as the finder lists them beside the matters. */
export function listBundles({
  catalogue: { bundles, departments },
}: Pick<Published, 'catalogue'>): MatterSummary[] {
  return bundles.map((bundle) => ({
    code: bundle.code,
    name: bundle.name,
    short: bundle.short,
    pinyin: bundle.pinyin,
    shortPinyin: bundle.pinyin,
    keywords: bundle.keywords,
    situations: [bundle.trigger],
    category: BUNDLES,
    department: departments.find(({ id }) => id === bundle.lead)?.name ?? '',
    promisedDays: bundle.promise.workdays,
    dayUnit: bundle.promise.dayUnit,
    canTakeIn: bundle.status !== 'withdrawn',
    isWithdrawn: bundle.status === 'withdrawn',
  }));
}

/** The village may take it in. */
export function canTakeIn(matter: Matter): boolean {
  return (
    matter.status !== 'withdrawn' &&
    matter.villageRole.kind !== 'inform' &&
    matter.offline.intake
  );
}
