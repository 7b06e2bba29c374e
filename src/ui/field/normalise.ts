import { readDate } from '../../domain/rules/dates.ts';
import { readNumber } from '../../domain/rules/numbers.ts';

/**
 * What typed text is made of, for the kinds whose domain check does not say it itself. Text that
 * cannot be read is kept as it was typed, so that a draft loses nothing and the check can point
 * at it.
 */

/** A date that can be read becomes YYYY-MM-DD. */
export function normaliseDate(typed: string): string {
  const read = readDate(typed);
  return read.ok ? read.value : typed.normalize('NFKC').trim();
}

/** An amount that can be read becomes plain digits with a point. */
export function normaliseDecimal(typed: string): string {
  const read = readNumber(typed);
  return read.ok ? String(read.value) : typed.normalize('NFKC').trim();
}

/** Prose is only trimmed: a name or an address is written as its owner writes it. */
export const normaliseProse = (typed: string) => typed.trim();
