import type { Answer } from '../../domain/cases/answers.ts';
import { caseText } from '../../text/review.ts';

/** A number that came masked, as it is shown; undefined: it is none. */
export function maskedText(value: Answer): string | undefined {
  const found =
    typeof value === 'string' ? /^\*(.{4})$/u.exec(value) : undefined;
  const last4 = found?.[1];
  return last4 === undefined ? undefined : caseText.maskedNumber(last4);
}
