import { formatIsoDate, isRealDate } from '../../calendar/civil-date.ts';
import type { CheckResult } from '../answer-issue.ts';
import { stripSeparators } from '../normal-form.ts';

/** What a resident identity number says of its holder (GB 11643). */
export interface IdNumber {
  /** Normal form: 17 digits and a digit or capital X. */
  number: string;
  /** `YYYY-MM-DD`. */
  birthDate: string;
  sex: 'male' | 'female';
  /** Region 000000, which no office gives out. */
  isDemo: boolean;
}

const LENGTH = 18;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';
const DEMO_REGION = '000000';

/**
 * First two digits: the provinces of GB/T 2260, and 9 for the permanent
 * residence cards that follow the same scheme. Nothing finer is asked: who
 * married into the county keeps the number of home.
 */
const PROVINCES =
  /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\d)/;

/** Without spaces and hyphens, and with a capital X. */
export function normaliseIdNumber(text: string): string {
  return stripSeparators(text).toUpperCase();
}

/**
 * Checks length, shape, region, birth date and check character, in the order
 * in which a person would look for the slip. With `today` (`YYYY-MM-DD`) a
 * birth after that day is refused too.
 */
export function checkIdNumber(
  text: string,
  today?: string,
): CheckResult<IdNumber> {
  const number = normaliseIdNumber(text);
  if (number.length !== LENGTH) {
    const params = { length: number.length, expected: LENGTH };
    return { ok: false, code: 'idNumberLength', params };
  }
  if (!/^\d{17}[\dX]$/.test(number)) {
    return { ok: false, code: 'idNumberShape' };
  }
  const isDemo = number.startsWith(DEMO_REGION);
  if (!isDemo && !PROVINCES.test(number)) {
    return { ok: false, code: 'idNumberRegion' };
  }
  const birth = {
    year: Number(number.slice(6, 10)),
    month: Number(number.slice(10, 12)),
    day: Number(number.slice(12, 14)),
  };
  if (birth.year < 1800 || !isRealDate(birth)) {
    return { ok: false, code: 'idNumberDate', params: birth };
  }
  const birthDate = formatIsoDate(birth);
  if (today !== undefined && birthDate > today) {
    return { ok: false, code: 'idNumberFuture' };
  }
  if (number[LENGTH - 1] !== idNumberCheckCharacter(number)) {
    return { ok: false, code: 'idNumberChecksum' };
  }
  const sex = Number(number[16]) % 2 === 1 ? 'male' : 'female';
  return { ok: true, value: { number, birthDate, sex, isDemo } };
}

/** The 18th character that the first 17 digits ask for. */
export function idNumberCheckCharacter(first17: string): string {
  const sum = WEIGHTS.reduce(
    (total, weight, index) => total + weight * Number(first17[index]),
    0,
  );
  return CHECK_CHARACTERS[sum % 11] ?? '';
}

/** `000000********004X`: region and last four, for anyone who may look on. */
export function maskIdNumber(text: string): string {
  const number = normaliseIdNumber(text);
  if (number.length < 10) return '*'.repeat(number.length);
  const hidden = '*'.repeat(number.length - 10);
  return number.slice(0, 6) + hidden + number.slice(-4);
}
