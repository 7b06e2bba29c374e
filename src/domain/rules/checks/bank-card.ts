import type { CheckResult } from '../answer-issue.ts';
import { stripSeparators } from '../normal-form.ts';

export interface BankCard {
  digits: string;
  /**
   * False = a usual card number would end otherwise. Passbooks and some
   * accounts do not follow Luhn, so this warns and never stops.
   */
  fitsLuhn: boolean;
  /** Begins with 000000: the accounts of the demo. */
  isDemo: boolean;
}

const MIN = 12;
const MAX = 19;

/** Digits without the spaces and hyphens between them. */
export function normaliseBankCard(text: string): string {
  return stripSeparators(text);
}

/** 12 to 19 digits. */
export function checkBankCard(text: string): CheckResult<BankCard> {
  const digits = normaliseBankCard(text);
  if (!/^\d*$/.test(digits)) return { ok: false, code: 'cardShape' };
  if (digits.length < MIN || digits.length > MAX) {
    const params = { length: digits.length, min: MIN, max: MAX };
    return { ok: false, code: 'cardLength', params };
  }
  const isDemo = digits.startsWith('000000');
  return { ok: true, value: { digits, fitsLuhn: fitsLuhn(digits), isDemo } };
}

/** ISO/IEC 7812-1 annex B. */
export function fitsLuhn(digits: string): boolean {
  let sum = 0;
  for (let fromEnd = 0; fromEnd < digits.length; fromEnd += 1) {
    const digit = Number(digits[digits.length - 1 - fromEnd]);
    const doubled = fromEnd % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
