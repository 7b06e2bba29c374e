// Whom a case is for: the person at the counter, as the matter's own form asks.
import type { Answers } from '../cases/answers.ts';
import type { Field } from '../catalogue/form-schema.ts';

type Form = { counterRole: string; fields: readonly Field[] };

/** Name as answered, trimmed; '' while it has not been filled in. */
export function applicantName(form: Form, answers: Answers): string {
  return counterAnswer(form, answers, 'name');
}

/** Last four of the identity number; null when there is none. */
export function applicantIdLast4(form: Form, answers: Answers): string | null {
  const number = counterAnswer(form, answers, 'idNo');
  return number.length < 4 ? null : number.slice(-4);
}

/** The catalogue says by `prefill` which field holds what of the person. */
function counterAnswer(form: Form, answers: Answers, what: string): string {
  const field = form.fields.find(
    ({ prefill }) => prefill === `${form.counterRole}.${what}`,
  );
  const answer = field === undefined ? undefined : answers[field.id];
  return typeof answer === 'string' ? answer.trim() : '';
}
