import type { Address } from '../../domain/cases/answers.ts';
import type {
  Township,
  Village,
} from '../../domain/catalogue/county-schema.ts';
import type { Regions } from './field-props.ts';

export type VillageHit = {
  village: Village;
  township: Township;
  /** The village that took this one in, where it was merged. */
  mergedInto?: Village;
};

/**
 * Villages whose name or initials, or whose township's, begin with or hold the word. Names repeat
 * in the county, so each hit carries its township and none comes before another but by order of
 * the list: the own township's habit must not choose for the clerk.
 */
export function findVillages(regions: Regions, word: string): VillageHit[] {
  const sought = word.trim().toLowerCase();
  if (sought === '') return [];
  const hits: VillageHit[] = [];
  for (const village of regions.villages) {
    const township = findTownship(regions, village.town9);
    if (township === undefined || !isNamed(village, township, sought)) continue;
    const { mergedInto } = village;
    const target =
      mergedInto === undefined ? undefined : findVillage(regions, mergedInto);
    hits.push(
      target === undefined
        ? { village, township }
        : { village, township, mergedInto: target },
    );
  }
  return hits;
}

function isNamed(village: Village, township: Township, sought: string) {
  return (
    village.name.includes(sought) ||
    village.pinyin.startsWith(sought) ||
    `${township.name}${village.name}`.includes(sought) ||
    `${township.pinyin}${village.pinyin}`.startsWith(sought)
  );
}

export const findTownship = (regions: Regions, town9: string) =>
  regions.townships.find((township) => township.code9 === town9);

export const findVillage = (regions: Regions, code12: string) =>
  regions.villages.find((village) => village.code12 === code12);

/** The address of a hit, without group and detail; a merged village's is that of its successor. */
export function addressOf(hit: VillageHit, regions: Regions): Address {
  const village = hit.mergedInto ?? hit.village;
  const township = findTownship(regions, village.town9) ?? hit.township;
  return {
    town9: village.town9,
    townName: township.name,
    villageName: village.name,
    detail: '',
    // A village that the published list of codes lacks is known by its name alone.
    ...(village.code12 === null ? {} : { village: village.code12 }),
  };
}

/** The address of the station's own village; undefined at a hall or for an unknown code. */
export function ownVillageAddress(
  regions: Regions,
  code12: string | null,
): Address | undefined {
  const village = code12 === null ? undefined : findVillage(regions, code12);
  const township = village && findTownship(regions, village.town9);
  return village && township
    ? addressOf({ village, township }, regions)
    : undefined;
}
