import type { CaseDetail } from '../../protocol/review.ts';
import { stationPlace } from '../../text/station-place.ts';
import type { CaseRow } from '../database/queries/cases.ts';
import type { Database } from '../database/connect.ts';
import { findStation, findTownHall } from '../database/queries/stations.ts';

/**
 * Where a case's result may be handed over: where it was taken in, for there the
 * resident was, and the hall of the township that decides it.
 */
export async function describeWindows(
  tx: Database,
  county: string,
  { stationCode, town9 }: Pick<CaseRow, 'stationCode' | 'town9'>,
): Promise<CaseDetail['windows']> {
  const station = await findStation(tx, { county, code: stationCode });
  const hall = await findTownHall(tx, { county, town9 });
  const here =
    station === undefined
      ? []
      : [{ code: station.code, place: stationPlace(station) }];
  const there =
    hall === undefined || hall.code === stationCode
      ? []
      : [
          {
            code: hall.code,
            place: stationPlace({ ...hall, villageName: null }),
          },
        ];
  return [...here, ...there];
}
