import type { Answers } from '../../domain/cases/answers.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';

/**
 * The answer that stands for one thing of the person at the counter, e.g.
 * `name`: the catalogue says which field holds it by its `prefill`.
 */
function counterAnswer(matter: Matter, answers: Answers, what: string): string {
  const field = matter.fields.find(
    ({ prefill }) => prefill === `${matter.counterRole}.${what}`,
  );
  const answer = field === undefined ? undefined : answers[field.id];
  return typeof answer === 'string' ? answer.trim() : '';
}

/** '' while it has not been filled in. */
export function applicantName(matter: Matter, answers: Answers): string {
  return counterAnswer(matter, answers, 'name');
}

/** Last four of the identity number; null when there is none. */
export function applicantIdLast4(
  matter: Matter,
  answers: Answers,
): string | null {
  const number = counterAnswer(matter, answers, 'idNo');
  return number.length < 4 ? null : number.slice(-4);
}
