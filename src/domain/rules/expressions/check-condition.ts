import { unreachable } from '../../unreachable.ts';
import { checkCall } from './check-call.ts';
import { commonType, type TypeCheck } from './common-type.ts';
import type { Expression, ExpressionIssue, Relation } from './expression.ts';
import { parseExpression } from './parse-expression.ts';
import { typeOfInput, type Scope, type ValueType } from './value-type.ts';

/**
 * Everything wrong with a condition over these names: it must be of the grammar,
 * its types must fit, and it must come to true or false.
 */
export function checkCondition(text: string, scope: Scope): ExpressionIssue[] {
  const reading = parseExpression(text);
  if (!reading.ok) return [reading.issue];
  const issues: ExpressionIssue[] = [];
  const check: TypeCheck = {
    scope,
    refuse(code, at, detail) {
      issues.push({ code, at, ...(detail !== undefined && { detail }) });
      return undefined;
    },
    typeOf: (expression) => typeOf(expression, check),
  };
  checkTruth(reading.value, check);
  return issues;
}

function checkTruth(expression: Expression, check: TypeCheck): void {
  const type = typeOf(expression, check);
  if (type !== undefined && type.is !== 'truth') {
    check.refuse('notACondition', expression.at, type.is);
  }
}

function typeOf(
  expression: Expression,
  check: TypeCheck,
): ValueType | undefined {
  switch (expression.kind) {
    case 'number':
    case 'truth':
      return { is: expression.kind };
    case 'text':
      return { is: 'text', literal: expression.value };
    case 'name':
      return typeOfName(expression, check);
    case 'list':
      return check.refuse('listBelongsToIn', expression.at);
    case 'call':
      return checkCall(expression, check);
    case 'not':
      checkTruth(expression.operand, check);
      return { is: 'truth' };
    case 'and':
    case 'or':
      for (const operand of expression.operands) checkTruth(operand, check);
      return { is: 'truth' };
    case 'relation':
      checkRelation(expression, check);
      return { is: 'truth' };
    default:
      return unreachable(expression);
  }
}

function typeOfName(
  { id, at }: { id: string; at: number },
  check: TypeCheck,
): ValueType | undefined {
  const input = check.scope.get(id);
  if (input === undefined) return check.refuse('unknownName', at, id);
  const type = typeOfInput(input);
  if (type === undefined) check.refuse('notAValue', at, id);
  return type;
}

function checkRelation(relation: Relation, check: TypeCheck): void {
  const { sign, at } = relation;
  const left = typeOf(relation.left, check);
  for (const side of rightSides(relation, check)) {
    const right = typeOf(side, check);
    if (left === undefined || right === undefined) continue;
    const type = commonType(
      { type: left, at: relation.left.at },
      { type: right, at: side.at },
      check,
    );
    const isOrder = sign !== '==' && sign !== '!=' && sign !== 'in';
    if (isOrder && (type === 'text' || type === 'truth')) {
      check.refuse('notOrdered', at, type);
    }
  }
}

function rightSides({ sign, right }: Relation, check: TypeCheck): Expression[] {
  if (sign !== 'in') return [right];
  if (right.kind === 'list') return right.items;
  check.refuse('listBelongsToIn', right.at);
  return [];
}
