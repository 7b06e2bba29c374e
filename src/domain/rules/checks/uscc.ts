import type { CheckResult } from '../answer-issue.ts';
import { stripSeparators } from '../normal-form.ts';

/** A unified social credit code (GB 32100-2015). */
export interface Uscc {
  code: string;
  /** Region 000000, which no registrar gives out. */
  isDemo: boolean;
}

const LENGTH = 18;
/** Digits and capitals without I, O, S, V and Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** For input: capitals, no separators. The check itself wants capitals. */
export function normaliseUscc(text: string): string {
  return stripSeparators(text).toUpperCase();
}

/**
 * Checks a code in normal form; small letters are refused, as on the licence.
 * The organisation code inside (9th to 17th) is not checked on its own.
 */
export function checkUscc(code: string): CheckResult<Uscc> {
  if (code.length !== LENGTH) {
    const params = { length: code.length, expected: LENGTH };
    return { ok: false, code: 'usccLength', params };
  }
  const region = code.slice(2, 8);
  const known = /^[\dA-HJ-NP-RTUWXY]+$/.test(code);
  if (!known || !/^\d{6}$/.test(region)) {
    return { ok: false, code: 'usccShape' };
  }
  if (code[LENGTH - 1] !== usccCheckCharacter(code)) {
    return { ok: false, code: 'usccChecksum' };
  }
  return { ok: true, value: { code, isDemo: region === '000000' } };
}

/** The 18th character that the first 17 ask for. */
export function usccCheckCharacter(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17.slice(0, LENGTH - 1)) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31] ?? '';
}
