import type { Reach } from '../../people/permissions.ts';
import type { Database } from '../connect.ts';

export type ShownReceipt = {
  number: string;
  stationCode: string;
  matterCode: string;
  /** ISO 8601, as the receipt says. */
  intakeAt: string;
};

/** Once more is the same row, seen last now. */
export async function addShownReceipt(
  sql: Database,
  p: ShownReceipt & { county: string; at: string },
): Promise<void> {
  await sql`
    INSERT INTO shown_receipts (county, number, station_code, matter_code,
      intake_at, first_shown_at, last_shown_at)
    VALUES (${p.county}, ${p.number}, ${p.stationCode}, ${p.matterCode},
      ${p.intakeAt}, ${p.at}, ${p.at})
    ON CONFLICT (county, number) DO UPDATE
      SET last_shown_at = EXCLUDED.last_shown_at,
        times = shown_receipts.times + 1`;
}

export type ReceiptAlarm = Omit<ShownReceipt, 'stationCode'> & {
  stationName: string;
  townName: string;
  firstShownAt: string;
  lastShownAt: string;
  times: number;
};

/**
 * Receipts that were shown and of whose number nothing has arrived, neither a case
 * nor work that is held; of the townships, or of all the county. Oldest first, those
 * behind `after`.
 */
export async function readReceiptAlarms(
  sql: Database,
  p: { county: string; reach: Reach; after: string | null; limit: number },
): Promise<ReceiptAlarm[]> {
  const { isCounty, townships } = p.reach;
  return await sql<ReceiptAlarm[]>`
    SELECT r.number, r.matter_code AS "matterCode", r.intake_at AS "intakeAt",
      coalesce(s.village_name, s.name) AS "stationName",
      s.town_name AS "townName", r.first_shown_at AS "firstShownAt",
      r.last_shown_at AS "lastShownAt", r.times
    FROM shown_receipts r
    JOIN stations s ON s.county = r.county AND s.code = r.station_code
    WHERE r.county = ${p.county}
      AND (${isCounty} OR s.town9 = ANY(${townships}::text[]))
      AND NOT EXISTS (SELECT FROM cases c
        WHERE c.county = r.county AND c.number = r.number)
      AND NOT EXISTS (SELECT FROM operations o
        WHERE o.county = r.county AND o.number = r.number
          AND o.result = 'held')
      AND (${p.after}::text IS NULL OR (r.first_shown_at, r.number) > (
        SELECT first_shown_at, number FROM shown_receipts
        WHERE county = ${p.county} AND number = ${p.after}))
    ORDER BY r.first_shown_at, r.number
    LIMIT ${p.limit}`;
}
