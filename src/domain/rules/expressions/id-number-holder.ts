import { parseIsoDate } from '../../calendar/civil-date.ts';
import { normaliseIdNumber } from '../checks/id-number.ts';

export interface Holder {
  /** `YYYY-MM-DD`. */
  birthDate: string;
  isMale: boolean;
}

/**
 * What an identity number says of its holder (GB 11643: digits 7 to 14 are the
 * birth, an odd 17th is a man's); null if it has no such shape or the birth is
 * still to come. The check character is not asked for, as in the catalogue's
 * golden cases: a slip in it is an issue of the answer, and does not make its
 * holder any younger.
 */
export function readHolder(idNo: string, today: string): Holder | null {
  const match = /^\d{6}(\d{4})(\d\d)(\d\d)\d\d(\d)[\dX]$/.exec(
    normaliseIdNumber(idNo),
  );
  if (match === null) return null;
  const [, year, month, day, order] = match;
  const birthDate = `${year}-${month}-${day}`;
  return parseIsoDate(birthDate) === undefined || birthDate > today
    ? null
    : { birthDate, isMale: Number(order) % 2 === 1 };
}
