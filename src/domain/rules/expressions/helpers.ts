import { hasOwn } from '../../has-own.ts';
import type { ValueType } from './value-type.ts';

/** The two words that `sex()` gives; of the catalogue's data, not wording. */
export const MALE = '\u7537';
export const FEMALE = '\u5973';

/**
 * What a helper asks for at each place: the name of a field of that kind, a
 * date, a whole number of years, a column's id in quotes, or what stands in one
 * of its cells.
 */
export type OperandKind =
  'field' | 'idNo' | 'table' | 'date' | 'years' | 'column' | 'cell';

interface HelperSignature {
  takes: readonly OperandKind[];
  gives: ValueType;
}

/** THE table of helpers; what each means is in the catalogue's `expression`. */
export const HELPERS = {
  age: { takes: ['idNo'], gives: { is: 'number' } },
  birth: { takes: ['idNo'], gives: { is: 'date' } },
  sex: { takes: ['idNo'], gives: { is: 'text', options: [MALE, FEMALE] } },
  monthsUntilAge: { takes: ['idNo', 'years'], gives: { is: 'number' } },
  daysSince: { takes: ['date'], gives: { is: 'number' } },
  workdaysSince: { takes: ['date'], gives: { is: 'number' } },
  size: { takes: ['table'], gives: { is: 'number' } },
  anyRow: { takes: ['table', 'column', 'cell'], gives: { is: 'truth' } },
  present: { takes: ['field'], gives: { is: 'truth' } },
} as const satisfies Record<string, HelperSignature>;

export type HelperName = keyof typeof HELPERS;

/** Whether an expression may call it. */
export function isHelper(name: string): name is HelperName {
  return hasOwn(HELPERS, name);
}
