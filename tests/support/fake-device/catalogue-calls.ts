import { listMatters } from '../../../src/device/catalogue/list-matters.ts';
import type { CatalogueCalls } from '../../../src/device/device-api.ts';
import { calendar, catalogue, matterOf } from './matters.ts';

export const catalogueCalls: CatalogueCalls = {
  matters: () => Promise.resolve(listMatters({ catalogue })),
  matter: (code) =>
    Promise.resolve({ ok: true, value: matterOf(code) } as const),
  calendar: () => Promise.resolve({ ok: true, value: calendar } as const),
  part: (name) => Promise.resolve(catalogue[name]),
  regions: () => Promise.resolve(catalogue.regions),
  materialTypes: () => Promise.resolve(catalogue.materialTypes),
};
