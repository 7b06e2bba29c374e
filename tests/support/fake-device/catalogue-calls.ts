import { findMatters } from '../../../src/domain/catalogue/find-matter.ts';
import { summariseMatter } from '../../../src/device/catalogue/find-in-catalogue.ts';
import type { CatalogueCalls } from '../../../src/device/device-api.ts';
import { catalogue, matterOf } from './matters.ts';

export const catalogueCalls: CatalogueCalls = {
  find: (query) =>
    Promise.resolve(
      query === ''
        ? catalogue.matters.map(summariseMatter)
        : findMatters(catalogue, query).map(({ matter }) =>
            summariseMatter(matter),
          ),
    ),
  matter: (code) =>
    Promise.resolve({ ok: true, value: matterOf(code) } as const),
  categories: () => Promise.resolve(catalogue.categories),
  departments: () => Promise.resolve(catalogue.departments),
  regions: () => Promise.resolve(catalogue.regions),
  materialTypes: () => Promise.resolve(catalogue.materialTypes),
};
