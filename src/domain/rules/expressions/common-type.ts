import { parseIsoDate } from '../../calendar/civil-date.ts';
import type { Expression, ExpressionIssueCode } from './expression.ts';
import type { Scope, ValueType } from './value-type.ts';

/** What the parts of a type check share. */
export interface TypeCheck {
  scope: Scope;
  /** Puts down what is wrong; undefined, as then there is no type. */
  refuse(code: ExpressionIssueCode, at: number, detail?: string): undefined;
  /** undefined: it has none, and why has been reported. */
  typeOf(expression: Expression): ValueType | undefined;
}

/** A part with its type and its place. */
export interface Typed {
  type: ValueType;
  at: number;
}

/**
 * The type in which two sides can be compared; undefined: in none, and that has
 * been reported. What stands in quotes has to be a day beside a date, and one of
 * the options beside a choice: a misspelt one would never be true, and nobody
 * would notice.
 */
export function commonType(
  left: Typed,
  right: Typed,
  check: TypeCheck,
): ValueType['is'] | undefined {
  const accepted =
    acceptLiteral(left.type, right) ?? acceptLiteral(right.type, left);
  if (accepted === undefined) {
    if (left.type.is === right.type.is) return left.type.is;
    const types = `${left.type.is}, ${right.type.is}`;
    return check.refuse('mixedTypes', right.at, types);
  }
  if (typeof accepted === 'string') return accepted;
  return check.refuse(accepted.code, accepted.at, accepted.literal);
}

/**
 * What becomes of a text in quotes beside a value of `type`; undefined: there is
 * none, or it is text beside text.
 */
function acceptLiteral(
  type: ValueType,
  { type: other, at }: Typed,
):
  | 'date'
  | { code: 'notADate' | 'notAnOption'; at: number; literal: string }
  | undefined {
  if (other.is !== 'text' || other.literal === undefined) return undefined;
  const { literal } = other;
  if (type.is === 'date') {
    const isDay = parseIsoDate(literal) !== undefined;
    return isDay ? 'date' : { code: 'notADate', at, literal };
  }
  return type.is === 'text' && type.options?.includes(literal) === false
    ? { code: 'notAnOption', at, literal }
    : undefined;
}
