import { parseIsoDate } from '../../calendar/civil-date.ts';
import { unreachable } from '../../unreachable.ts';
import { isUnanswered } from '../is-unanswered.ts';
import { callHelper } from './call-helper.ts';
import type { Expression, Relation, RelationSign } from './expression.ts';
import type { Facts, Value } from './facts.ts';
import { absorb, negate, type Truth } from './truth.ts';

/**
 * What a condition comes to. An answer of the wrong kind (a text where a number
 * belongs) is as unknown as a missing one: that the rule itself is right was
 * seen to when the catalogue was published. Never throws.
 */
export function evaluate(condition: Expression, facts: Facts): Truth {
  const value = valueOf(condition, facts);
  return typeof value === 'boolean' ? value : null;
}

function valueOf(expression: Expression, facts: Facts): Value {
  const truthOf = (side: Expression) => evaluate(side, facts);
  switch (expression.kind) {
    case 'number':
    case 'text':
    case 'truth':
      return expression.value;
    case 'name':
      return singleValue(facts.answers.get(expression.id));
    case 'list':
      // No value of its own; `in` looks into it.
      return null;
    case 'call': {
      const values = expression.operands.map((each) => valueOf(each, facts));
      return callHelper(expression, values, facts);
    }
    case 'not':
      return negate(truthOf(expression.operand));
    case 'and':
      return absorb(expression.operands, false, truthOf);
    case 'or':
      return absorb(expression.operands, true, truthOf);
    case 'relation':
      return relate(expression, facts);
    default:
      return unreachable(expression);
  }
}

function singleValue(answer: unknown): Value {
  if (typeof answer === 'number') {
    return Number.isFinite(answer) ? answer : null;
  }
  return typeof answer === 'string' && !isUnanswered(answer) ? answer : null;
}

function relate({ sign, left, right }: Relation, facts: Facts): Truth {
  const value = valueOf(left, facts);
  if (sign !== 'in') return compare(value, sign, valueOf(right, facts));
  if (value === null || right.kind !== 'list') return null;
  // One unknown item makes the list unknown: only && and || absorb.
  const found = right.items.map((item) =>
    compare(value, sign, valueOf(item, facts)),
  );
  return found.includes(null) ? null : found.includes(true);
}

function compare(left: Value, sign: RelationSign, right: Value): Truth {
  if (left === null || right === null || typeof left !== typeof right) {
    return null;
  }
  switch (sign) {
    case '==':
    case 'in':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
    case '<=':
    case '>':
    case '>=':
      return isOrdered(left) && isOrdered(right)
        ? order(left, sign, right)
        : null;
    default:
      return unreachable(sign);
  }
}

/** Of the texts only dates have an order; in ISO form it is that of text. */
const isOrdered = (value: string | number | boolean): boolean =>
  typeof value === 'string'
    ? parseIsoDate(value) !== undefined
    : typeof value === 'number';

function order(
  left: string | number | boolean,
  sign: '<' | '<=' | '>' | '>=',
  right: string | number | boolean,
): boolean {
  switch (sign) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    default:
      return unreachable(sign);
  }
}
