import type { Address, Answer, Answers } from '../cases/answers.ts';
import type { Column, Field } from '../catalogue/form-schema.ts';
import type { CheckResult } from './answer-issue.ts';
import { normaliseBankCard } from './checks/bank-card.ts';
import { normaliseIdNumber } from './checks/id-number.ts';
import { normalisePhone } from './checks/phone.ts';
import { normaliseUscc } from './checks/uscc.ts';
import { readDate } from './dates.ts';
import { readNumber } from './numbers.ts';
import { isUnanswered } from './is-unanswered.ts';

/**
 * The answers as they are signed and sent: one normal form per number (so that
 * two spellings of an identity number are found as one), dates ISO, numbers
 * numbers, outer blanks and empty answers gone. What cannot be read stays as
 * typed, for validateAnswers to name. Answers of unknown fields stay.
 */
export function normaliseAnswers(
  form: { fields: readonly Field[] },
  answers: Answers,
): Answers {
  const fields = new Map(form.fields.map((field) => [field.id, field]));
  const kept = Object.entries(answers).flatMap(
    ([id, answer]): [string, Answer][] => {
      const field = fields.get(id);
      const value =
        field === undefined ? answer : normaliseAnswer(field, answer);
      return isUnanswered(value) ? [] : [[id, value]];
    },
  );
  return Object.fromEntries(kept);
}

/** One answer in the normal form of its field. */
function normaliseAnswer(field: Field, answer: Answer): Answer {
  if (field.columns !== undefined && Array.isArray(answer)) {
    const columns = new Map(field.columns.map((each) => [each.id, each]));
    return answer.map((row) =>
      typeof row === 'string' ? row : normaliseRow(columns, row),
    ) as Answer;
  }
  if (typeof answer === 'string') return normaliseText(field, answer);
  if (typeof answer === 'object' && !Array.isArray(answer)) {
    return { ...answer, detail: answer.detail.trim() } satisfies Address;
  }
  return answer;
}

function normaliseRow(
  columns: Map<string, Column>,
  row: Record<string, string | number>,
): Record<string, string | number> {
  const cells = Object.entries(row).flatMap(
    ([id, cell]): [string, string | number][] => {
      const column = columns.get(id);
      const value =
        column !== undefined && typeof cell === 'string'
          ? normaliseText(column, cell)
          : cell;
      return isUnanswered(value) ? [] : [[id, value]];
    },
  );
  return Object.fromEntries(cells);
}

function normaliseText(input: Field | Column, text: string): string | number {
  switch (input.type) {
    case 'idcard':
      return normaliseIdNumber(text);
    case 'phone':
      return normalisePhone(text);
    case 'bankcard':
      return normaliseBankCard(text);
    case 'date':
      return readOr(readDate(text), text);
    case 'number':
    case 'money':
    case 'area':
      return readOr(readNumber(text), text);
    case 'text':
    case 'textarea':
      return input.validator === 'uscc' ? normaliseUscc(text) : text.trim();
    case 'select':
    case 'address':
    case 'table':
    case 'household-member-table':
    default:
      return text;
  }
}

function readOr<T>(read: CheckResult<T>, text: string): T | string {
  return read.ok ? read.value : text.trim();
}
