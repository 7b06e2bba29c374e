import type { CheckResult } from '../answer-issue.ts';
import { stripSeparators } from '../normal-form.ts';

export interface Phone {
  /** Digits only. */
  digits: string;
  kind: 'mobile' | 'landline';
  /** 0718-000xxxx: no subscriber's number begins with 0. */
  isDemo: boolean;
}

const MOBILE = /^1\d{10}$/;
/** Area codes 010 and 02x have eight digits behind them, all others 7 or 8. */
const LANDLINE = /^0(?:(?:10|2\d)[2-9]\d{7}|[3-9]\d{2}[02-9]\d{6,7})$/;
const DEMO = /^0718000\d{4}$/;

/** Digits only; a leading +86 or 0086 is dropped. */
export function normalisePhone(text: string): string {
  const digits = stripSeparators(text).replaceAll(/[()]/g, '');
  return digits.replace(/^(?:\+|00)86(?=[01])/, '');
}

/** A mobile number, or a landline with its area code. */
export function checkPhone(text: string): CheckResult<Phone> {
  const digits = normalisePhone(text);
  if (MOBILE.test(digits)) {
    return { ok: true, value: { digits, kind: 'mobile', isDemo: false } };
  }
  if (LANDLINE.test(digits)) {
    const isDemo = DEMO.test(digits);
    return { ok: true, value: { digits, kind: 'landline', isDemo } };
  }
  return { ok: false, code: 'phoneShape' };
}
