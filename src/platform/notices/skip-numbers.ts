import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { NOTICE_KINDS } from '../../domain/cases/notice.ts';
import type { Database } from '../database/connect.ts';
import {
  readLastNoticeAt,
  skipNoticeSerials,
} from '../database/queries/notices.ts';

/** More than that no county gives of one kind in a day. */
const AT_LEAST = 1000;
/**
 * And in the long run none more often than that. So whatever was given since the last
 * paper that is known lies in the gap, also when the same backup is put back twice.
 */
const ONE_EACH_MS = 6000;

/**
 * Papers of a life of the data that is lost are in people's hands: their numbers are
 * not given again, whether or not a device brings a witness of them. `at`: now.
 * Gives how many numbers of each kind are passed over.
 */
export async function skipNoticeNumbers(
  tx: Database,
  { county, at }: { county: string; at: Date },
): Promise<number> {
  const last = await readLastNoticeAt(tx, county);
  const sinceMs = last === null ? 0 : at.getTime() - Date.parse(last);
  const count = AT_LEAST + Math.max(0, Math.ceil(sinceMs / ONE_EACH_MS));
  const year = Number(chinaDate(at.toISOString()).slice(0, 4));
  await skipNoticeSerials(tx, { county, kinds: NOTICE_KINDS, year, count });
  return count;
}
