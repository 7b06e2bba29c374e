import { findMatterByCode } from '../../domain/catalogue/get-matter.ts';
import type { Published } from '../catalogue/county-files.ts';
import { findPinned } from '../catalogue/find-pinned.ts';
import { listBundles, listMatters } from '../catalogue/list-matters.ts';
import type { DeviceApi } from '../device-api.ts';
import { done, failed } from '../outcome.ts';
import type { CallContext } from './call-context.ts';

export function catalogueCalls({ files }: CallContext): DeviceApi['catalogue'] {
  /** @throws before the catalogue is there: DeviceState says whether it is. */
  const catalogue = async (): Promise<Published['catalogue']> => {
    const published = await files.current();
    if (published === undefined) throw new Error('no catalogue yet');
    return published.catalogue;
  };
  return {
    async matters() {
      const published = await files.current();
      return published === undefined ? [] : listMatters(published);
    },
    async bundles() {
      const published = await files.current();
      return published === undefined ? [] : listBundles(published);
    },
    async matter(code, version, answers) {
      if (version !== undefined) {
        const pinned = await findPinned(files, {
          catalogueVersion: version,
          matterCode: code,
          ...(answers && { answers }),
        });
        return pinned.ok ? done(pinned.value.matter) : pinned;
      }
      const published = await files.current();
      if (published === undefined) return failed('catalogueMissing');
      const matter = findMatterByCode(published.catalogue, code);
      return matter === undefined ? failed('notFound') : done(matter);
    },
    async calendar(version) {
      const published = await files.pinned(version);
      return published.ok
        ? done(published.value.calendar)
        : failed('catalogueMissing', { version });
    },
    part: async (name) => (await catalogue())[name],
    regions: async () => (await catalogue()).regions,
    materialTypes: async () => (await catalogue()).materialTypes,
  };
}
