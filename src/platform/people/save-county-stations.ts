import type { FullCatalogue } from '../../domain/catalogue/full-catalogue-schema.ts';
import { stationNames } from '../../text/platform.ts';
import type { PlatformContext } from '../context.ts';
import { hasStations, saveStation } from '../database/queries/stations.ts';
import { transact } from '../database/transaction.ts';

/**
 * Gives a county that has no stations yet one for each village, township and
 * the county's hall, as the catalogue names them, so that tickets can be issued.
 */
export async function saveCountyStations(
  { sql, config }: Pick<PlatformContext, 'sql' | 'config'>,
  { regions }: Pick<FullCatalogue, 'regions'>,
): Promise<void> {
  const { county } = config;
  await transact(sql, async ({ tx }) => {
    if (await hasStations(tx, county)) return;
    const none = { villageName: null, phone: null };
    for (const { code9, code12, name } of regions.townships) {
      await saveStation(tx, county, {
        ...none,
        code: code12,
        kind: 'township',
        name: stationNames.township(name),
        town9: code9,
        townName: name,
      });
    }
    for (const { code12, name, town9, status } of regions.villages) {
      // Without a code of its own a village cannot make receipt numbers.
      if (code12 === null || status === 'merged') continue;
      const town = regions.townships.find(({ code9 }) => code9 === town9);
      await saveStation(tx, county, {
        ...none,
        code: code12,
        kind: 'village',
        name: stationNames.village(name),
        villageName: name,
        town9,
        townName: town?.name ?? town9,
      });
    }
    const { code12, name } = regions.county;
    await saveStation(tx, county, {
      ...none,
      code: code12,
      kind: 'county',
      name: stationNames.county(name),
      town9: code12.slice(0, 9),
      townName: name,
    });
  });
}
