import { formatIsoDate, isRealDate } from '../calendar/civil-date.ts';
import type { CheckResult } from './answer-issue.ts';

// 19440312 · 1944.3.12, 1944-3-12, 1944/3/12, 1944 3 12 · with the characters
// for year, month and day (\u5e74 \u6708 \u65e5, \u53f7 as spoken).
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const SEPARATED = /^(\d{4})[.\-/ \u3002](\d{1,2})[.\-/ \u3002](\d{1,2})$/;
const WRITTEN =
  /^(\d{4}) ?\u5e74 ?(\d{1,2}) ?\u6708 ?(\d{1,2}) ?[\u65e5\u53f7]?$/;

/**
 * A date as people type it, to `YYYY-MM-DD`. `dateShape`: not to be read as a
 * date (years have four digits; 44-3-12 could be either century).
 * `dateImpossible`: no such day.
 */
export function readDate(text: string): CheckResult<string> {
  const typed = text.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ');
  const match =
    COMPACT.exec(typed) ?? SEPARATED.exec(typed) ?? WRITTEN.exec(typed);
  if (match === null) return { ok: false, code: 'dateShape' };
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const date = { year, month, day };
  return isRealDate(date)
    ? { ok: true, value: formatIsoDate(date) }
    : { ok: false, code: 'dateImpossible', params: date };
}
