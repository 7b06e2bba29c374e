import type { CheckResult } from './answer-issue.ts';

/**
 * A number as people type it: full width, spaces and thousands commas are
 * taken, a comma or full stop of Chinese input counts as the ASCII one.
 */
export function readNumber(text: string): CheckResult<number> {
  const typed = text
    .normalize('NFKC')
    .replaceAll('\u3002', '.')
    .replaceAll(/\s/gu, '');
  const plain = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(typed)
    ? typed.replaceAll(',', '')
    : typed;
  if (!/^-?(?:\d+(?:\.\d*)?|\.\d+)$/.test(plain)) {
    return { ok: false, code: 'numberShape' };
  }
  return { ok: true, value: Number(plain) };
}
