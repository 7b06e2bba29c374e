import type { STATION_KINDS } from '../catalogue/enumerations.ts';

export type StationKind = (typeof STATION_KINDS)[number];

/** What kind of station has a code of twelve digits: a hall's ends in zeros. */
export function stationKindOf(code12: string): StationKind {
  if (code12.endsWith('000000')) return 'county';
  return code12.endsWith('000') ? 'township' : 'village';
}
