// By which a number is found whose column is encrypted: a keyed hash, changed together
// with the column's key.
import { createHmac, hkdfSync } from 'node:crypto';
import type { CountyKeys, SecretKey } from './county-keys.ts';
import { makeMac } from './mac.ts';
import { markOf } from './ring-box.ts';

/** What is kept beside a value that is sealed now. */
export function indexMac(keys: CountyKeys, term: string): string {
  return macBy(keys, keys.secrets.column[0], term);
}

/** What may stand beside it, while one key takes the other's place. */
export function indexMacs(keys: CountyKeys, term: string): string[] {
  return keys.secrets.column.map((key) => macBy(keys, key, term));
}

function macBy(keys: CountyKeys, key: SecretKey, term: string): string {
  // The first one's index has the platform's own key.
  if (key.kid === '') return makeMac(keys, 'secret', [term]);
  const secret = hkdfSync('sha256', key.bytes, '', 'column index', 32);
  const mac = createHmac('sha256', Buffer.from(secret)).update(term);
  return `${markOf(key)}${mac.digest('base64url')}`;
}
