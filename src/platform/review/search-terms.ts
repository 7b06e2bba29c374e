import type { WorklistSearch } from '../database/queries/worklist.ts';

/**
 * What a reviewer typed: a whole number or its last nine digits, as printed with
 * spaces or without; anything else is part of a name or a village.
 */
export function readSearch(typed: string): WorklistSearch {
  const text = typed.normalize('NFKC').trim();
  const digits = text.replaceAll(/[\s-]/gu, '');
  if (/^\d{27}$/.test(digits)) return { number: digits };
  if (/^\d{9}$/.test(digits)) return { last9: digits };
  return text === '' ? {} : { text };
}
