// The rules between parts of a catalogue. They run once, before publication.
import type { CatalogueIssue, Report } from './catalogue-issue.ts';
import type { FullCatalogue } from './full-catalogue-schema.ts';
import {
  checkBundle,
  checkBundleFigures,
  checkExternalComponents,
} from './check-bundle.ts';
import { checkFormConditions } from './check-conditions.ts';
import {
  createChecker,
  reportDuplicates,
  type Checker,
} from './check-context.ts';
import { checkFields, checkMaterialUse } from './check-form.ts';
import { checkMatter } from './check-matter.ts';
import { checkStats } from './check-stats.ts';

/** Every broken rule of the format; empty = may be published. */
export function checkCatalogue(catalogue: FullCatalogue): CatalogueIssue[] {
  const issues: CatalogueIssue[] = [];
  const report: Report = (path, code, detail) => {
    const said = detail === undefined ? {} : { detail };
    issues.push(
      code === 'contradiction'
        ? { path, code, rule: detail ?? '' }
        : { path, code, ...said },
    );
  };
  const check = createChecker(catalogue, report);
  checkIds(catalogue, report);
  checkCategories(catalogue, check);
  checkCounty(catalogue, check);
  checkRegions(catalogue, check);
  for (const [kind, form] of Object.entries(catalogue.applicantForms)) {
    const path = `applicantForms.${kind}`;
    check.inEnum('roles', form.counterRole, `${path}.counterRole`);
    check.inEnum('provenance', form.provenance, `${path}.provenance`);
    checkFields(form.fields, `${path}.fields`, check);
    form.materials.forEach((material, index) => {
      checkMaterialUse(material, `${path}.materials.${index}`, check);
    });
    const place = { owner: kind, at: path, checksAt: `${path}.checks` };
    checkFormConditions(form, place, check);
  }
  catalogue.matters.forEach((matter, index) => {
    checkMatter(matter, `matters.${index}`, check);
  });
  catalogue.bundles.forEach((bundle, index) => {
    checkBundle(bundle, `bundles.${index}`, check);
  });
  checkExternalComponents(catalogue.bundles, check);
  checkStats(catalogue, report);
  if (issues.length === 0)
    catalogue.bundles.forEach((bundle, index) => {
      checkBundleFigures(bundle, `bundles.${index}`, check);
    });
  return issues;
}

function checkIds(catalogue: FullCatalogue, report: Report): void {
  const lists = {
    matters: catalogue.matters.map((matter) => matter.code),
    bundles: catalogue.bundles.map((bundle) => bundle.code),
    categories: catalogue.categories.map((category) => category.id),
    departments: catalogue.departments.map((department) => department.id),
    materialTypes: catalogue.materialTypes.map((type) => type.id),
    complaintChannels: catalogue.complaintChannels.map(({ id }) => id),
    stationKinds: catalogue.stationKinds.map((station) => station.kind),
    validators: catalogue.validators.map((validator) => validator.id),
    caseStatuses: catalogue.caseStatuses.map(({ code }) => String(code)),
    ratingLevels: catalogue.ratingLevels.map(({ value }) => String(value)),
    // One namespace: a paper's id is cited without its matter.
    materials: catalogue.matters.flatMap((matter) =>
      matter.materials.map((material) => material.id),
    ),
  };
  for (const [path, ids] of Object.entries(lists)) {
    reportDuplicates(ids, path, report);
  }
}

function checkCategories(catalogue: FullCatalogue, check: Checker): void {
  const placed = new Map<string, string>();
  catalogue.categories.forEach((category, index) => {
    category.matters.forEach((code, n) => {
      const path = `categories.${index}.matters.${n}`;
      check.matter(code, path);
      if (placed.has(code)) check.report(path, 'duplicate', code);
      placed.set(code, category.id);
    });
  });
  catalogue.matters.forEach((matter, index) => {
    if (placed.get(matter.code) !== matter.category) {
      check.contradiction(`matters.${index}.category`, 'inOneCategory');
    }
  });
}

function checkCounty(catalogue: FullCatalogue, check: Checker): void {
  catalogue.departments.forEach(({ level }, index) => {
    check.inEnum('routeLevels', level, `departments.${index}.level`);
  });
  catalogue.complaintChannels.forEach(({ provenance }, index) => {
    const path = `complaintChannels.${index}.provenance`;
    check.inEnum('provenance', provenance, path);
  });
  catalogue.validators.forEach(({ id }, index) => {
    check.inEnum('validators', id, `validators.${index}.id`);
  });
  catalogue.stationKinds.forEach((station, index) => {
    const path = `stationKinds.${index}`;
    check.inEnum('stationKinds', station.kind, `${path}.kind`);
    check.inEnum('routeLevels', station.level, `${path}.level`);
    check.inEnum('numberLines', station.numberLine, `${path}.numberLine`);
    station.posts.forEach(({ post, provenance }, n) => {
      check.inEnum('posts', post, `${path}.posts.${n}.post`);
      check.inEnum('provenance', provenance, `${path}.posts.${n}.provenance`);
    });
    station.lunch.rota.forEach((post, n) => {
      check.inEnum('posts', post, `${path}.lunch.rota.${n}`);
    });
  });
  catalogue.materialTypes.forEach((type, index) => {
    const path = `materialTypes.${index}`;
    check.inEnum('materialKinds', type.kind, `${path}.kind`);
    check.inEnum('materialSources', type.source, `${path}.source`);
    check.inEnum('handlings', type.handling, `${path}.handling`);
    check.inEnum('provenance', type.provenance, `${path}.provenance`);
  });
}

function checkRegions(catalogue: FullCatalogue, check: Checker): void {
  const { townships, villages, county } = catalogue.regions;
  const towns = new Set(townships.map((township) => township.code9));
  const codes = villages.flatMap(({ code12 }) => code12 ?? []);
  const known = new Set(codes);
  reportDuplicates(codes, 'regions.villages', check.report);
  townships.forEach((township, index) => {
    if (township.parent !== county.code6) {
      const path = `regions.townships.${index}.parent`;
      check.report(path, 'unknownReference', township.parent);
    }
  });
  villages.forEach((village, index) => {
    const path = `regions.villages.${index}`;
    if (!towns.has(village.town9)) {
      check.report(`${path}.town9`, 'unknownReference', village.town9);
    }
    if (village.code12 !== null && !village.code12.startsWith(village.town9)) {
      check.contradiction(`${path}.code12`, 'villageCodeOfItsTownship');
    }
    if (village.status === 'active' && village.code12 === null) {
      check.contradiction(`${path}.code12`, 'activeVillageHasCode');
    }
    if ((village.status === 'merged') !== (village.mergedInto !== undefined)) {
      check.contradiction(`${path}.mergedInto`, 'mergedVillageSaysInto');
    }
    if (village.mergedInto !== undefined && !known.has(village.mergedInto)) {
      check.report(
        `${path}.mergedInto`,
        'unknownReference',
        village.mergedInto,
      );
    }
  });
}
