import type { Report } from './catalogue-issue.ts';
import type { FullCatalogue } from './full-catalogue-schema.ts';

/** Reports counts of `stats` that differ from what the catalogue holds. */
export function checkStats(catalogue: FullCatalogue, report: Report): void {
  const derived = deriveStats(catalogue);
  for (const [key, stated] of Object.entries(catalogue.stats)) {
    const counted = derived[key];
    if (counted === undefined) report(`stats.${key}`, 'unknownKey');
    else if (counted !== stated) {
      report(`stats.${key}`, 'contradiction', 'statsAreDerived');
    }
  }
}

/** The counts that `stats` holds; derived, so nobody edits them. */
export function deriveStats(catalogue: FullCatalogue): Record<string, number> {
  const { matters, bundles, materialTypes, regions } = catalogue;
  const sum = (counts: number[]) => counts.reduce((a, b) => a + b, 0);
  const active = matters.filter(({ status }) => status === 'active');
  return {
    matters: matters.length,
    bundles: bundles.length,
    personBundles: bundles.filter((b) => b.countyList === 'person').length,
    firmBundles: bundles.filter((b) => b.countyList === 'firm').length,
    externalComponents: sum(
      bundles.map(
        ({ components }) => components.filter((c) => 'external' in c).length,
      ),
    ),
    fields: sum(matters.map(({ fields }) => fields.length)),
    materials: sum(matters.map(({ materials }) => materials.length)),
    materialTypes: materialTypes.length,
    eligibilityChecks: sum(
      matters.map(({ eligibilityChecks }) => eligibilityChecks.length),
    ),
    routeSteps: sum(matters.map(({ route }) => route.length)),
    corrections:
      sum(matters.map(({ corrections }) => corrections.length)) +
      sum(materialTypes.map(({ corrections }) => corrections.length)),
    oneCert: active.filter(({ channels }) => channels.oneCert).length,
    countyWide: active.filter(({ channels }) => channels.countyWide).length,
    online: active.filter(({ channels }) => channels.online).length,
    departments: catalogue.departments.length,
    townships: regions.townships.length,
    villages: regions.villages.filter(({ code12 }) => code12 !== null).length,
  };
}
