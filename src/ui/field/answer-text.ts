import type { Answer } from '../../domain/cases/answers.ts';

/**
 * An answer of a kind that is typed or chosen, as text; '' for none and for answers with parts of
 * their own (addresses, tables), which such a kind never has.
 */
export function answerText(value: Answer | undefined): string {
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : '';
}
