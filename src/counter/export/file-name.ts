import type { StationView } from '../../device/device-api.ts';
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { exportText } from '../../text/stick.ts';

/** Of a stick's files; no other program claims it. */
const EXTENSION = '.vsp';

/** `水田坝村_1125_8件.vsp`: who, when, how much, and nobody's name. */
export function exportFileName(
  station: StationView | null,
  given: { at: string; cases: number; part: number; parts: number },
): string {
  const place = station?.villageName ?? station?.name ?? '';
  const monthDay = chinaDate(given.at).slice(5).replace('-', '');
  // What no file system takes in a name.
  const safe = place.replaceAll(/[\\/:*?"<>|\s]/g, '');
  return `${exportText.fileName(safe, monthDay, given.cases, given)}${EXTENSION}`;
}
