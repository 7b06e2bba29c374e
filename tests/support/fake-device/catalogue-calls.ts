import {
  listBundles,
  listMatters,
} from '../../../src/device/catalogue/list-matters.ts';
import type { CatalogueCalls } from '../../../src/device/device-api.ts';
import { calendar, catalogue, matterOf } from './matters.ts';

export const catalogueCalls: CatalogueCalls = {
  matters: () => Promise.resolve(listMatters({ catalogue })),
  bundles: () => Promise.resolve(listBundles({ catalogue })),
  matter: (code, _version, answers) =>
    Promise.resolve({ ok: true, value: matterOf(code, answers) } as const),
  calendar: () => Promise.resolve({ ok: true, value: calendar } as const),
  part: (name) => Promise.resolve(catalogue[name]),
  regions: () => Promise.resolve(catalogue.regions),
  materialTypes: () => Promise.resolve(catalogue.materialTypes),
};
