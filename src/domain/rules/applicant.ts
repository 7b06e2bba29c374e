// Whom a case is for: the person at the counter, as the matter's own form asks.
import type { Answers } from '../cases/answers.ts';
import type { Field } from '../catalogue/form-schema.ts';

type Form = { counterRole: string; fields: readonly Field[] };

/** Name as answered, trimmed; '' while it has not been filled in. */
export function applicantName(form: Form, answers: Answers): string {
  return counterAnswer(form, answers, 'name');
}

/** The field of the applicant's identity number with its answer, as written. */
export function applicantIdNo(
  form: Form,
  answers: Answers,
): { path: string; value: string } | null {
  const value = counterAnswer(form, answers, 'idNo');
  const path = counterField(form, 'idNo')?.id;
  return value === '' || path === undefined ? null : { path, value };
}

/** Telephone as answered, trimmed; '' when none was left. */
export function applicantPhone(form: Form, answers: Answers): string {
  return counterAnswer(form, answers, 'phone');
}

/** Last four of the identity number; null when there is none. */
export function applicantIdLast4(form: Form, answers: Answers): string | null {
  const number = counterAnswer(form, answers, 'idNo');
  return number.length < 4 ? null : number.slice(-4);
}

function counterAnswer(form: Form, answers: Answers, what: string): string {
  const field = counterField(form, what);
  const answer = field === undefined ? undefined : answers[field.id];
  return typeof answer === 'string' ? answer.trim() : '';
}

/** The catalogue says by `prefill` which field holds what of the person. */
function counterField(form: Form, what: string): Field | undefined {
  return form.fields.find(
    ({ prefill }) => prefill === `${form.counterRole}.${what}`,
  );
}
