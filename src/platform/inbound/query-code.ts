import { createHmac } from 'node:crypto';
import type { CountyKeys } from '../keys/county-keys.ts';
import { makeMac } from '../keys/mac.ts';

/** Without those that are taken for another (trust notes, receipts). */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/**
 * The query code of a case begun online: always the same of one case, so that a sender
 * who has lost our answer gets it again, though it is kept nowhere.
 */
export function onlineQueryCode(keys: CountyKeys, caseId: string): string {
  const seed = makeMac(keys, 'onlineQueryCode', [caseId]);
  // Bytes past the last whole run of letters would favour the first of them.
  const most = 256 - (256 % LETTERS.length);
  for (let round = 0; ; round += 1) {
    const bytes = createHmac('sha256', seed).update(String(round)).digest();
    const fit = [...bytes].filter((byte) => byte < most);
    if (fit.length < 6) continue;
    return fit
      .slice(0, 6)
      .map((byte) => LETTERS[byte % LETTERS.length])
      .join('');
  }
}
