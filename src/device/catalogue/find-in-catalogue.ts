import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { findMatters } from '../../domain/catalogue/find-matter.ts';
import type { MatterSummary } from '../device-api.ts';
import type { Published } from './county-files.ts';

/** Empty query: all matters, in category order. */
export function findInCatalogue(
  { catalogue }: Published,
  query: string,
): MatterSummary[] {
  if (query.trim() !== '')
    return findMatters(catalogue, query).map(({ matter }) =>
      summariseMatter(matter),
    );
  const byCode = new Map(
    catalogue.matters.map((matter) => [matter.code, matter]),
  );
  return catalogue.categories.flatMap(({ matters }) =>
    matters.flatMap((code) => {
      const matter = byCode.get(code);
      return matter === undefined ? [] : [summariseMatter(matter)];
    }),
  );
}

/** A matter as the finder lists it. */
export function summariseMatter(matter: Matter): MatterSummary {
  return {
    code: matter.code,
    name: matter.name,
    short: matter.short,
    category: matter.category,
    department: matter.department,
    promisedDays: matter.promisedDays,
    dayUnit: matter.dayUnit,
    canTakeIn: canTakeIn(matter),
  };
}

/** The village may take it in, and its form asks no table. */
export function canTakeIn(matter: Matter): boolean {
  return (
    matter.status !== 'withdrawn' &&
    matter.villageRole.kind !== 'inform' &&
    matter.offline.intake &&
    !matter.fields.some(
      ({ columns, required }) => columns !== undefined && required,
    )
  );
}
