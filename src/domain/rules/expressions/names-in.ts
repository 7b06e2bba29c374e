import { unreachable } from '../../unreachable.ts';
import type { Expression } from './expression.ts';

/** The names that an expression depends on, each with where it stands first. */
export function namesIn(expression: Expression): Map<string, number> {
  const names = new Map<string, number>();
  collect(expression, names);
  return names;
}

function collect(expression: Expression, names: Map<string, number>): void {
  const collectAll = (parts: readonly Expression[]) =>
    parts.forEach((part) => collect(part, names));
  switch (expression.kind) {
    case 'number':
    case 'text':
    case 'truth':
      return;
    case 'name':
      if (!names.has(expression.id)) names.set(expression.id, expression.at);
      return;
    case 'list':
      return collectAll(expression.items);
    case 'call':
    case 'and':
    case 'or':
      return collectAll(expression.operands);
    case 'not':
      return collect(expression.operand, names);
    case 'relation':
      return collectAll([expression.left, expression.right]);
    default:
      return unreachable(expression);
  }
}
