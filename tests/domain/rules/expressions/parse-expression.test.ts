import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  MAX_DEPTH,
  type Expression,
} from '../../../../src/domain/rules/expressions/expression.ts';
import { parseExpression } from '../../../../src/domain/rules/expressions/parse-expression.ts';
import { anyExpression } from './any-expression.ts';
import { print, shapeOf } from './print-expression.ts';

function parsed(text: string): Expression {
  const reading = parseExpression(text);
  if (!reading.ok) throw new Error(JSON.stringify(reading.issue));
  return reading.value;
}

const issueOf = (text: string) => {
  const reading = parseExpression(text);
  return reading.ok ? undefined : reading.issue;
};

describe('an expression', () => {
  test('is read with each part at its place', () => {
    expect(parsed("reason == 'a' && !present(day)")).toEqual({
      kind: 'and',
      at: 14,
      operands: [
        {
          kind: 'relation',
          sign: '==',
          at: 7,
          left: { kind: 'name', id: 'reason', at: 0 },
          right: { kind: 'text', value: 'a', at: 10 },
        },
        {
          kind: 'not',
          at: 17,
          operand: {
            kind: 'call',
            helper: 'present',
            at: 18,
            operands: [{ kind: 'name', id: 'day', at: 26 }],
          },
        },
      ],
    });
  });

  test.each([
    ['a && b || c && d', '(a && b) || (c && d)'],
    ["a == 'x' || b > 1 && c", "(a == 'x') || ((b > 1) && c)"],
    ['!a == b', '(!a) == b'],
    ['!!a', '!(!(a))'],
    ["a in['x' , 'y']", "a in ['x','y']"],
    ['a<-5', 'a < -5'],
    ['\n a\t&& b ', 'a && b'],
    ['a && b && c', 'a && b && c'],
    ['a in []', '(a) in ([])'],
  ])('«%s» is the same as «%s»', (one, other) => {
    expect(shapeOf(parsed(one))).toEqual(shapeOf(parsed(other)));
  });

  test('keeps brackets apart that say more than the order does', () => {
    expect(shapeOf(parsed('a && (b || c)'))).not.toEqual(
      shapeOf(parsed('a && b || c')),
    );
  });

  test('may use a helper’s or a word’s beginning as a name', () => {
    expect(parsed('size')).toMatchObject({ kind: 'name', id: 'size' });
    expect(parsed('inside')).toMatchObject({ kind: 'name', id: 'inside' });
    expect(parsed('true-ish')).toMatchObject({ kind: 'name', id: 'true-ish' });
  });

  test('comes back the same after it is printed', () => {
    fc.assert(
      fc.property(anyExpression, (expression) => {
        expect(shapeOf(parsed(print(expression)))).toEqual(shapeOf(expression));
      }),
    );
  });
});

describe('what is no expression is named with its place', () => {
  test.each([
    ['', { code: 'unexpectedEnd', at: 0 }],
    ['   ', { code: 'unexpectedEnd', at: 3 }],
    ['a ==', { code: 'unexpectedEnd', at: 4 }],
    ['(a', { code: 'unexpectedEnd', at: 2, detail: ') expected' }],
    ["a in ['x'", { code: 'unexpectedEnd', at: 9, detail: '] expected' }],
    ['a b', { code: 'unexpected', at: 2, detail: 'b' }],
    ['a == b == c', { code: 'unexpected', at: 7, detail: '==' }],
    ['a)', { code: 'unexpected', at: 1, detail: ')' }],
    ['a && || b', { code: 'unexpected', at: 5, detail: '||' }],
    ["a in ['x',]", { code: 'unexpected', at: 10, detail: ']' }],
    ['present(a b)', { code: 'unexpected', at: 10, detail: ') expected' }],
    ['5x', { code: 'unexpected', at: 1, detail: 'x' }],
    ['a = b', { code: 'unexpectedCharacter', at: 2, detail: '=' }],
    ['a & b', { code: 'unexpectedCharacter', at: 2, detail: '&' }],
    ['a + 1', { code: 'unexpectedCharacter', at: 2, detail: '+' }],
    ['a == "x"', { code: 'unexpectedCharacter', at: 5, detail: '"' }],
    ['a （b）', { code: 'unexpectedCharacter', at: 2, detail: '（' }],
    ['a == 𠮷', { code: 'unexpectedCharacter', at: 5, detail: '𠮷' }],
    ["a == 'x", { code: 'unclosedText', at: 5 }],
    [
      'a > 1234567890123456',
      { code: 'numberTooLong', at: 4, detail: '1234567890123456' },
    ],
    ['moon(a)', { code: 'unknownHelper', at: 0, detail: 'moon' }],
    ['toString(a)', { code: 'unknownHelper', at: 0, detail: 'toString' }],
  ])('«%s»', (text, issue) => {
    expect(issueOf(text)).toMatchObject(issue);
  });

  test('whatever is typed, and never by an exception', () => {
    const pieces = fc.constantFrom(
      ...`' ( ) [ ] , ! && || == < in age( a 1 . - 死`.split(' '),
    );
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(pieces, { maxLength: 30 }).map((each) => each.join('')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const issue = issueOf(typed);
        if (issue === undefined) return;
        expect(issue.at).toBeGreaterThanOrEqual(0);
        expect(issue.at).toBeLessThanOrEqual(typed.length);
      }),
    );
  });
});

describe('depth', () => {
  const nests: [string, (inner: string) => string][] = [
    ['brackets', (inner) => `(${inner})`],
    ['negations', (inner) => `!${inner}`],
    ['lists', (inner) => `[${inner}]`],
    ['helpers', (inner) => `present(${inner})`],
  ];

  test.each(nests)('of %s ends at a bound', (_, nest) => {
    const nested = (depth: number) =>
      Array.from({ length: depth }).reduce<string>(nest, 'a');
    expect(issueOf(nested(MAX_DEPTH))).toBeUndefined();
    expect(issueOf(nested(MAX_DEPTH + 1))?.code).toBe('tooDeep');
    expect(issueOf(nested(100_000))?.code).toBe('tooDeep');
  });

  test('is not used up by a long row of conditions', () => {
    const row = Array.from({ length: 20_000 }, (_, n) => `a == ${n}`);
    expect(parsed(row.join(' || '))).toMatchObject({ kind: 'or' });
    expect(parsed(row.join(' && '))).toMatchObject({ kind: 'and' });
  });
});
