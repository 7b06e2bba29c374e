import type { PlatformContext } from '../context.ts';
import type { WorklistSearch } from '../database/queries/worklist.ts';
import { secretTerm } from '../intake/case-secrets.ts';
import { indexMacs } from '../keys/secret-index.ts';

/**
 * What a reviewer typed: a whole number or its last nine digits, as printed with
 * spaces or without; a whole identity number; anything else is part of a name or a
 * village.
 */
export function readSearch(
  keys: PlatformContext['keys'],
  typed: string,
): WorklistSearch {
  const text = typed.normalize('NFKC').trim();
  const digits = text.replaceAll(/[\s-]/gu, '');
  if (/^\d{27}$/.test(digits)) return { number: digits };
  if (/^\d{9}$/.test(digits)) return { last9: digits };
  if (/^\d{17}[\dX]$/i.test(digits))
    return { secretMacs: indexMacs(keys, secretTerm(digits)) };
  return text === '' ? {} : { text };
}
