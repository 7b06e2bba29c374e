import { hasOwn } from '../has-own.ts';
import type { Answers } from '../cases/answers.ts';
import type { Column, Field } from '../catalogue/form-schema.ts';
import { isRefusal, type AnswerIssue } from './answer-issue.ts';
import type { Ruling } from './apply-rules.ts';
import { checkValue, type CheckContext } from './check-value.ts';
import { isUnanswered } from './is-unanswered.ts';

type Form = { fields: readonly Field[] };

/** What the form's conditions say: which fields are shown, which demanded. */
type Demands = Pick<Ruling<unknown>, 'shown' | 'required'>;

/**
 * Everything wrong with the answers to a matter's form (or an applicant form),
 * in the form's order, unknown fields last. `today` is the day of intake in
 * China; `demo` is true in the demo alone. Without `demands` a field that depends
 * on a condition (`visibleIf`, `requiredIf`) is offered and not demanded. Warnings
 * are in the list too: isBlocking tells them apart.
 */
export function validateAnswers(
  form: Form,
  answers: Answers,
  context: { today: string; demo: boolean; demands?: Demands },
): AnswerIssue[] {
  return checkForm(form, answers, context);
}

/**
 * Only what makes an operation `invalid` for good: it does not fit the pinned
 * matter's fields. The platform refuses with these and keeps everything else as
 * findings for the reviewer.
 */
export function findRefusals(
  form: Form,
  answers: Answers,
  context: { demo: boolean },
): AnswerIssue[] {
  return checkForm(form, answers, { demo: context.demo }).filter(isRefusal);
}

type FormContext = CheckContext & { demands?: Demands };

function checkForm(
  form: Form,
  answers: Answers,
  context: FormContext,
): AnswerIssue[] {
  const known = new Set(form.fields.map(({ id }) => id));
  const unknown = Object.keys(answers).filter((id) => !known.has(id));
  return [
    ...form.fields.flatMap((field) => {
      const value = hasOwn(answers, field.id) ? answers[field.id] : undefined;
      return checkField(field, value, context);
    }),
    ...unknown.map((path): AnswerIssue => ({ path, code: 'unknownField' })),
  ];
}

function checkField(
  field: Field,
  value: unknown,
  context: FormContext,
): AnswerIssue[] {
  const path = field.id;
  const { demands } = context;
  if (isUnanswered(value)) {
    if (isAlwaysRequired(field)) return [{ path, code: 'required' }];
    const isRequired = demands?.required.has(path) ?? false;
    return isRequired ? [{ path, code: 'requiredHere' }] : [];
  }
  if (demands?.shown.has(path) === false) return [{ path, code: 'notAsked' }];
  const issues = checkValue(field, value, { path, context });
  if (field.columns === undefined || !Array.isArray(value)) return issues;
  return [...issues, ...checkTable(field, field.columns, value, context)];
}

/** Whatever is answered; without such an answer an operation is refused. */
export function isAlwaysRequired(field: Field): boolean {
  return field.required && field.visibleIf === undefined;
}

function checkTable(
  field: Field,
  columns: readonly Column[],
  rows: readonly unknown[],
  context: CheckContext,
): AnswerIssue[] {
  const { id, minRows = 0, maxRows = Infinity } = field;
  const issues: AnswerIssue[] = [];
  if (rows.length < minRows) {
    issues.push({ path: id, code: 'tooFewRows', params: { min: minRows } });
  }
  if (rows.length > maxRows) {
    issues.push({ path: id, code: 'tooManyRows', params: { max: maxRows } });
  }
  rows.forEach((row, index) => {
    const path = `${id}.${index}`;
    if (isRow(row)) issues.push(...checkRow(columns, row, path, context));
    else issues.push({ path, code: 'wrongType' });
  });
  return issues;
}

function checkRow(
  columns: readonly Column[],
  row: Record<string, unknown>,
  rowPath: string,
  context: CheckContext,
): AnswerIssue[] {
  const known = new Set(columns.map(({ id }) => id));
  const unknown = Object.keys(row).filter((id) => !known.has(id));
  return [
    ...columns.flatMap((column): AnswerIssue[] => {
      const path = `${rowPath}.${column.id}`;
      const value = hasOwn(row, column.id) ? row[column.id] : undefined;
      if (isUnanswered(value)) {
        return column.required ? [{ path, code: 'required' }] : [];
      }
      return checkValue(column, value, { path, context });
    }),
    ...unknown.map((id): AnswerIssue => {
      return { path: `${rowPath}.${id}`, code: 'unknownField' };
    }),
  ];
}

function isRow(row: unknown): row is Record<string, unknown> {
  return typeof row === 'object' && row !== null && !Array.isArray(row);
}
