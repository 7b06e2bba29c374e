// Identity and account numbers: encrypted wherever they rest, and in no plain
// column, event, log or address. A credit code is public.
import type { Answers } from '../cases/answers.ts';
import type { Field } from '../catalogue/form-schema.ts';
import { checkIdNumber } from './checks/id-number.ts';

const SECRET_TYPES = new Set(['idcard', 'bankcard']);

/** A run that may be an identity number, also as part of a longer one. */
const ID_NUMBER_INSIDE = /(?=(\d{17}[\dXx]))/g;

type Form = { fields: readonly Field[] };

/**
 * Paths of a form's secret answers: `applicantIdNo`, and for a column of a
 * table `members.*.idNo`.
 */
export function secretPaths(form: Form): string[] {
  return form.fields.flatMap((field) => {
    const columns = (field.columns ?? [])
      .filter(({ type }) => SECRET_TYPES.has(type))
      .map(({ id }) => `${field.id}.*.${id}`);
    return SECRET_TYPES.has(field.type) ? [field.id, ...columns] : columns;
  });
}

/**
 * The secret answers that are there, by their paths (`members.0.idNo`). Besides
 * the typed ones these are texts with an identity number inside them: the
 * number of a disability card is one with two digits more, and people write
 * numbers into remarks.
 */
export function findSecretAnswers(
  form: Form,
  answers: Answers,
): { path: string; value: string }[] {
  const secret = new Set(secretPaths(form));
  return textsOf(answers).filter(
    ({ path, value }) =>
      secret.has(path.replace(/\.\d+\./, '.*.')) || holdsIdNumber(value),
  );
}

/** The answers without the secret ones; rows of tables keep their places. */
export function withoutSecretAnswers(form: Form, answers: Answers): Answers {
  const rest = structuredCopy(answers);
  for (const { path } of findSecretAnswers(form, answers)) {
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    let at: unknown = rest;
    for (const step of steps) at = (at as Record<string, unknown>)[step];
    delete (at as Record<string, unknown>)[last];
  }
  return rest;
}

function holdsIdNumber(text: string): boolean {
  const plain = text.normalize('NFKC').replaceAll(/[\s-]/g, '');
  return [...plain.matchAll(ID_NUMBER_INSIDE)].some(
    ([, number]) => number !== undefined && checkIdNumber(number).ok,
  );
}

/** Every text in the answers with its path, in order. */
function textsOf(value: unknown, path = ''): { path: string; value: string }[] {
  if (typeof value === 'string') return [{ path, value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    textsOf(each, path === '' ? key : `${path}.${key}`),
  );
}

/** Answers are JSON: objects, lists, text and numbers. */
function structuredCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
