import { stripSeparators } from '../../domain/rules/normal-form.ts';
import type { CountyKeys } from '../keys/county-keys.ts';
import { makeMac } from '../keys/mac.ts';

/**
 * What stands for a person of staff or of his household: his identity number as a keyed
 * hash, the same however it is spaced, by a key that stays when those of the columns are
 * changed.
 */
export function personMac(keys: CountyKeys, idNumber: string): string {
  const term = stripSeparators(idNumber).toUpperCase();
  return makeMac(keys, 'person', [term]);
}
