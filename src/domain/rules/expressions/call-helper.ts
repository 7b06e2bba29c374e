import { hasOwn } from '../../has-own.ts';
import { unreachable } from '../../unreachable.ts';
import { isUnanswered } from '../is-unanswered.ts';
import { daysSince, workdaysSince } from './days-since.ts';
import type { Call, Expression } from './expression.ts';
import type { Facts, Value } from './facts.ts';
import { fullYears, monthsUntilAge } from './full-years.ts';
import { FEMALE, MALE } from './helpers.ts';
import { readHolder, type Holder } from './id-number-holder.ts';

/**
 * What a helper gives; `values` are its operands' own. Only `present`, `size`
 * and `anyRow` know what to say of an answer that is not there.
 */
export function callHelper(
  { helper, operands }: Call,
  values: readonly Value[],
  facts: Facts,
): Value {
  const { today, calendar } = facts;
  const [first = null, second = null, third = null] = values;
  switch (helper) {
    case 'age':
      return ofHolder(first, today, ({ birthDate }) =>
        fullYears(birthDate, today),
      );
    case 'birth':
      return ofHolder(first, today, ({ birthDate }) => birthDate);
    case 'sex':
      return ofHolder(first, today, ({ isMale }) => (isMale ? MALE : FEMALE));
    case 'monthsUntilAge':
      return ofHolder(first, today, ({ birthDate }) =>
        typeof second === 'number'
          ? monthsUntilAge(birthDate, second, today)
          : null,
      );
    case 'daysSince':
      return typeof first === 'string' ? daysSince(first, today) : null;
    case 'workdaysSince':
      return typeof first === 'string'
        ? workdaysSince(first, today, calendar)
        : null;
    case 'size':
      return rowsOf(operands[0], facts).length;
    case 'anyRow':
      return rowsOf(operands[0], facts).some(
        (row) => cell(row, second) === third && third !== null,
      );
    case 'present':
      return !isUnanswered(answerOf(operands[0], facts));
    default:
      return unreachable(helper);
  }
}

function ofHolder(
  idNo: Value,
  today: string,
  say: (holder: Holder) => Value,
): Value {
  const holder = typeof idNo === 'string' ? readHolder(idNo, today) : null;
  return holder && say(holder);
}

function answerOf(operand: Expression | undefined, facts: Facts): unknown {
  return operand?.kind === 'name' ? facts.answers.get(operand.id) : undefined;
}

function rowsOf(operand: Expression | undefined, facts: Facts): unknown[] {
  const answer = answerOf(operand, facts);
  return Array.isArray(answer) ? answer : [];
}

function cell(row: unknown, column: Value): unknown {
  if (typeof row !== 'object' || row === null) return undefined;
  return typeof column === 'string' && hasOwn(row, column)
    ? (row as Record<string, unknown>)[column]
    : undefined;
}
