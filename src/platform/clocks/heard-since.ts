import { addDays } from '../../domain/calendar/civil-date.ts';
import type { Database } from '../database/connect.ts';
import { isStationHeard } from '../database/queries/lapses.ts';

/** Whether the station has said all that it had to say up to the end of that day. */
export async function isHeardAfter(
  sql: Database,
  p: { county: string; stationCode: string; day: string },
): Promise<boolean> {
  const { county, stationCode, day } = p;
  const since = `${addDays(day, 1)}T00:00:00+08:00`;
  return await isStationHeard(sql, { county, stationCode, since });
}
