import type { Expression } from '../../../../src/domain/rules/expressions/expression.ts';

/** A tree without the places of its parts, which depend on how it is written. */
export type Shape = unknown;

/** An expression as text, with no more brackets than it needs. */
export function print(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
    case 'truth':
      return String(expression.value);
    case 'text':
      return `'${expression.value}'`;
    case 'name':
      return expression.id;
    case 'list':
      return `[${expression.items.map(print).join(', ')}]`;
    case 'call':
      return `${expression.helper}(${expression.operands.map(print).join(', ')})`;
    case 'not':
      return `!${printUnary(expression.operand)}`;
    case 'relation': {
      const { left, sign, right } = expression;
      return `${printUnary(left)} ${sign} ${printUnary(right)}`;
    }
    case 'and':
      return printChain(expression.operands, ' && ', ['and', 'or']);
    case 'or':
      return printChain(expression.operands, ' || ', ['or']);
    default:
      throw new Error('a kind that is never printed');
  }
}

/** Without where its parts stand: what two ways of writing have in common. */
export function shapeOf(expression: Expression): Shape {
  return JSON.parse(
    JSON.stringify(expression, (key, value: unknown) =>
      key === 'at' ? undefined : value,
    ),
  );
}

function printUnary(expression: Expression): string {
  const isLoose = ['and', 'or', 'relation'].includes(expression.kind);
  return isLoose ? `(${print(expression)})` : print(expression);
}

function printChain(
  operands: readonly Expression[],
  sign: string,
  bracketed: readonly string[],
): string {
  return operands
    .map((each) =>
      bracketed.includes(each.kind) ? `(${print(each)})` : print(each),
    )
    .join(sign);
}
