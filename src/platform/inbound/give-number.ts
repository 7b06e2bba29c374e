import { chinaDate, epochMsOf } from '../../domain/calendar/civil-date.ts';
import { makeReceiptNumber } from '../../domain/cases/receipt-number.ts';
import type { Database } from '../database/connect.ts';
import { takeOnlineSerial } from '../database/queries/inbound.ts';
import { readWitnesses } from '../database/queries/witnesses.ts';

/** The platform's own among a station's devices (trust notes, receipts). */
const ONLINE_DEVICE = 900;
/** Of a number's four digits. */
const LAST_SERIAL = 9999;
/** A day has fewer of them than a number has serials. */
const SERIAL_MS = 9000;

/** The station has given all its numbers of that day. */
export class NoSerialLeft extends Error {}

/**
 * The number of a case begun online. One that a restore has lost and that is sent again
 * gets its own back, where a village's device has borne witness of it.
 * @throws NoSerialLeft
 */
export async function giveNumber(
  tx: Database,
  p: { county: string; caseId: string; stationCode: string; at: string },
): Promise<string> {
  const { county, caseId, stationCode, at } = p;
  for (const { event } of await readWitnesses(tx, { county, caseId })) {
    const { body } = event;
    if (body.kind === 'received' && body.stationCode === stationCode)
      return body.number;
  }
  const day = chinaDate(at);
  const least = leastSerial(at);
  const serial = await takeOnlineSerial(tx, {
    county,
    stationCode,
    day,
    least,
  });
  if (serial > LAST_SERIAL) throw new NoSerialLeft();
  return makeReceiptNumber({
    region: stationCode,
    date: day,
    deviceNumber: ONLINE_DEVICE,
    serial,
  });
}

/**
 * One for each nine seconds of the day in China until then, which is more than any
 * village has. So none is given twice, whatever a restore has lost: what was given since
 * its backup is on paper somewhere, and after a second restore of the same backup
 * nothing here tells of it.
 */
function leastSerial(at: string): number {
  const midnight = epochMsOf(`${chinaDate(at)}T00:00:00+08:00`);
  return 1 + Math.floor((epochMsOf(at) - midnight) / SERIAL_MS);
}
