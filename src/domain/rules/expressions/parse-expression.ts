import {
  MAX_DEPTH,
  type Expression,
  type ExpressionIssue,
  type ExpressionReading,
  type RelationSign,
} from './expression.ts';
import { isHelper } from './helpers.ts';
import { readTokens, type Token } from './tokens.ts';

/**
 * Reads an expression of the catalogue's grammar, in one pass from left to right.
 * What it means for a form (names, types, options) is checkCondition's to say.
 */
export function parseExpression(text: string): ExpressionReading {
  const tokens = readTokens(text);
  return tokens.ok ? parseTokens(tokens.value) : tokens;
}

const RELATIONS: readonly RelationSign[] = [
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
];

/** A part of the tree, or null once something has been found wrong. */
type Part = Expression | null;

function parseTokens(tokens: readonly Token[]): ExpressionReading {
  let next = 0;
  let issue: ExpressionIssue | undefined;

  // The end is never consumed, so there is always one more.
  const peek = (): Token => tokens[next] as Token;
  const isAt = (sign: string): boolean =>
    peek().kind === 'sign' && peek().text === sign;
  const consume = (): Token => {
    const token = peek();
    if (token.kind !== 'end') next += 1;
    return token;
  };

  const fail = (found: ExpressionIssue): null => {
    issue ??= found;
    return null;
  };
  const failHere = (expected?: string): null => {
    const { kind, text, at } = peek();
    return fail({
      code: kind === 'end' ? 'unexpectedEnd' : 'unexpected',
      at,
      detail: expected === undefined ? text : `${expected} expected`,
    });
  };

  function chain(
    { sign, kind }: { sign: string; kind: 'and' | 'or' },
    part: (depth: number) => Part,
    depth: number,
  ): Part {
    const first = part(depth);
    if (first === null || !isAt(sign)) return first;
    const { at } = peek();
    const operands = [first];
    while (isAt(sign)) {
      consume();
      const operand = part(depth);
      if (operand === null) return null;
      operands.push(operand);
    }
    return { kind, operands, at };
  }

  const either = (depth: number): Part =>
    chain({ sign: '||', kind: 'or' }, both, depth);
  const both = (depth: number): Part =>
    chain({ sign: '&&', kind: 'and' }, relation, depth);

  function relation(depth: number): Part {
    const left = unary(depth);
    const sign = RELATIONS.find(isAt);
    if (left === null || sign === undefined) return left;
    const { at } = consume();
    const right = unary(depth);
    return right && { kind: 'relation', sign, left, right, at };
  }

  function unary(depth: number): Part {
    if (!isAt('!')) return primary(depth);
    if (!mayGoDeeper(depth)) return null;
    const { at } = consume();
    const operand = unary(depth + 1);
    return operand && { kind: 'not', operand, at };
  }

  function primary(depth: number): Part {
    const { kind, text, at } = peek();
    switch (kind) {
      case 'number':
        consume();
        return { kind, value: Number(text), at };
      case 'text':
        consume();
        return { kind, value: text, at };
      case 'name':
        return named(depth);
      case 'sign':
        if (text === '(') return bracketed(depth);
        return text === '[' ? list(depth) : failHere();
      case 'end':
      default:
        return failHere();
    }
  }

  function named(depth: number): Part {
    const { text, at } = consume();
    if (isAt('(')) {
      if (!isHelper(text)) {
        return fail({ code: 'unknownHelper', at, detail: text });
      }
      const operands = enumeration(depth, ')');
      return operands && { kind: 'call', helper: text, operands, at };
    }
    return text === 'true' || text === 'false'
      ? { kind: 'truth', value: text === 'true', at }
      : { kind: 'name', id: text, at };
  }

  function bracketed(depth: number): Part {
    if (!mayGoDeeper(depth)) return null;
    consume();
    const inner = either(depth + 1);
    if (inner === null) return null;
    if (!isAt(')')) return failHere(')');
    consume();
    return inner;
  }

  function list(depth: number): Part {
    const { at } = peek();
    const items = enumeration(depth, ']');
    return items && { kind: 'list', items, at };
  }

  /** Expressions between commas, from the opening bracket to `close`. */
  function enumeration(depth: number, close: string): Expression[] | null {
    if (!mayGoDeeper(depth)) return null;
    consume();
    const found: Expression[] = [];
    if (!isAt(close)) {
      do {
        if (found.length > 0) consume();
        const each = either(depth + 1);
        if (each === null) return null;
        found.push(each);
      } while (isAt(','));
    }
    if (!isAt(close)) return failHere(close);
    consume();
    return found;
  }

  function mayGoDeeper(depth: number): boolean {
    if (depth < MAX_DEPTH) return true;
    fail({ code: 'tooDeep', at: peek().at });
    return false;
  }

  const value = either(0);
  if (value !== null && peek().kind !== 'end') failHere();
  if (issue !== undefined) return { ok: false, issue };
  return value === null
    ? { ok: false, issue: { code: 'unexpectedEnd', at: 0 } }
    : { ok: true, value };
}
