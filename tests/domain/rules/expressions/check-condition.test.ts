import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCondition } from '../../../../src/domain/rules/expressions/check-condition.ts';
import {
  HELPERS,
  isHelper,
} from '../../../../src/domain/rules/expressions/helpers.ts';
import type { Named } from '../../../../src/domain/rules/expressions/value-type.ts';
import { theCatalogue } from '../../catalogue/the-catalogue.ts';
import { anyExpression } from './any-expression.ts';
import { print } from './print-expression.ts';

const column = { label: 'x', required: false, pi: 'general' } as const;

const scope = new Map<string, Named>([
  ['name', { type: 'text' }],
  ['other', { type: 'textarea' }],
  ['idNo', { type: 'idcard' }],
  ['day', { type: 'date' }],
  ['until', { type: 'date' }],
  ['sum', { type: 'money' }],
  ['area', { type: 'area' }],
  ['kind', { type: 'select', options: ['a', 'b'] }],
  ['again', { type: 'select', options: ['a', 'b'] }],
  ['kinds', { type: 'select', options: ['a', 'b'], multiple: true }],
  ['home', { type: 'address' }],
  [
    'members',
    {
      type: 'table',
      columns: [
        { ...column, id: 'health', type: 'select', options: ['well', 'ill'] },
        { ...column, id: 'income', type: 'money' },
        { ...column, id: 'born', type: 'date' },
      ],
    },
  ],
]);

const issues = (text: string) => checkCondition(text, scope);

describe('a condition fits its form', () => {
  test.each([
    'true',
    "name == 'anything'",
    'name != other',
    "kind == 'a' && kind in ['a','b'] || !(kind == again)",
    "'a' == kind",
    "'a' in [kind, again]",
    'kind in []',
    'sum >= area && sum < 0.5 && sum in [1, 2]',
    "day < '2016-01-01' && day <= until",
    "birth(idNo) < '1933-01-01' && birth(idNo) != day",
    "age(idNo) >= 60 && monthsUntilAge(idNo, 60) > 1 && sex(idNo) == '男'",
    "daysSince(day) > 365 && workdaysSince(until) > 20 && daysSince('2016-01-01') > 0",
    'daysSince(birth(idNo)) <= 30',
    'size(members) > 1',
    "anyRow(members, 'health', 'ill') && anyRow(members, 'income', 0)",
    "anyRow(members, 'born', '2016-01-01')",
    'present(home) && present(kinds) && present(members) && !present(name)',
    'present(name) == present(other)',
  ])('«%s»', (text) => {
    expect(issues(text)).toEqual([]);
  });
});

describe('a condition that does not is named with its place', () => {
  test.each([
    ['nobody == 1', { code: 'unknownName', at: 0, detail: 'nobody' }],
    ['constructor == 1', { code: 'unknownName', at: 0, detail: 'constructor' }],
    ['present(nobody)', { code: 'unknownName', at: 8, detail: 'nobody' }],
    ["kind == 'c'", { code: 'notAnOption', at: 8, detail: 'c' }],
    ["'c' == kind", { code: 'notAnOption', at: 0, detail: 'c' }],
    ["kind in ['a','c']", { code: 'notAnOption', at: 13, detail: 'c' }],
    ["sex(idNo) == 'm'", { code: 'notAnOption', at: 13, detail: 'm' }],
    ["name == 'x' && sum == '5'", { code: 'mixedTypes', at: 22 }],
    ['kind == 1', { code: 'mixedTypes', at: 8, detail: 'text, number' }],
    ['name == day', { code: 'mixedTypes', at: 8 }],
    ['sum == present(name)', { code: 'mixedTypes', at: 7 }],
    ["kind in ['a', 1]", { code: 'mixedTypes', at: 14 }],
    ["day > '2016-02-30'", { code: 'notADate', at: 6, detail: '2016-02-30' }],
    ["day > '2016.1.1'", { code: 'notADate', at: 6 }],
    ['name < other', { code: 'notOrdered', at: 5 }],
    ["kind < 'b'", { code: 'notOrdered', at: 5 }],
    ['present(name) < present(other)', { code: 'notOrdered', at: 14 }],
    ['kind', { code: 'notACondition', at: 0, detail: 'text' }],
    ['age(idNo)', { code: 'notACondition', at: 0, detail: 'number' }],
    ['!sum', { code: 'notACondition', at: 1 }],
    ['present(name) && day', { code: 'notACondition', at: 17 }],
    ['home == name', { code: 'notAValue', at: 0, detail: 'home' }],
    ["kinds == 'a'", { code: 'notAValue', at: 0 }],
    ['members == 1', { code: 'notAValue', at: 0 }],
    ["['a'] == kind", { code: 'listBelongsToIn', at: 0 }],
    ["kind == ['a']", { code: 'listBelongsToIn', at: 8 }],
    ["kind in 'a'", { code: 'listBelongsToIn', at: 8 }],
    ["kind in [['a']]", { code: 'listBelongsToIn', at: 9 }],
    ['age(name) > 1', { code: 'wrongOperand', at: 4, detail: 'idNo expected' }],
    ["age('110') > 1", { code: 'wrongOperand', at: 4 }],
    ['monthsUntilAge(idNo, sum) > 1', { code: 'wrongOperand', at: 21 }],
    ['monthsUntilAge(idNo, 59.5) > 1', { code: 'wrongOperand', at: 21 }],
    ['monthsUntilAge(idNo, 1000) > 1', { code: 'wrongOperand', at: 21 }],
    ['daysSince(name) > 1', { code: 'mixedTypes', at: 10 }],
    ["daysSince('soon') > 1", { code: 'notADate', at: 10 }],
    ['size(kinds) > 1', { code: 'wrongOperand', at: 5 }],
    ["present('name')", { code: 'wrongOperand', at: 8 }],
    ["anyRow(kind, 'health', 'ill')", { code: 'wrongOperand', at: 7 }],
    [
      "anyRow(members, 'wealth', 'ill')",
      { code: 'unknownColumn', at: 16, detail: 'wealth' },
    ],
    ["anyRow(members, kind, 'ill')", { code: 'wrongOperand', at: 16 }],
    ["anyRow(members, 'health', 'dead')", { code: 'notAnOption', at: 26 }],
    ["anyRow(members, 'income', '0')", { code: 'mixedTypes', at: 26 }],
    ["anyRow(members, 'health', kind)", { code: 'wrongOperand', at: 26 }],
    ['age(idNo, 1) > 1', { code: 'wrongCount', at: 0, detail: '1 expected' }],
    ['present()', { code: 'wrongCount', at: 0 }],
    ['kind ==', { code: 'unexpectedEnd', at: 7 }],
  ])('«%s»', (text, issue) => {
    expect(issues(text)).toEqual([expect.objectContaining(issue)]);
  });

  test('and everything wrong with it is named at once', () => {
    const found = issues("kind == 'c' || nobody > 1 && name < 'x'");
    expect(found.map(({ code, at }) => [code, at])).toEqual([
      ['notAnOption', 8],
      ['unknownName', 15],
      ['notOrdered', 34],
    ]);
  });
});

test('any expression is checked without an exception, each issue in its text', () => {
  fc.assert(
    fc.property(anyExpression, (expression) => {
      const text = print(expression);
      for (const { at } of issues(text)) {
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at).toBeLessThan(text.length);
      }
    }),
  );
});

test('the helpers are those that the catalogue explains', () => {
  const explained = theCatalogue().expression.helpers;
  expect(explained.map(({ name }) => name)).toEqual(Object.keys(HELPERS));
  for (const { name, signature } of explained) {
    const [, taken = ''] = /^\((.*)\) →/.exec(signature) ?? [];
    const count = isHelper(name) ? HELPERS[name].takes.length : 0;
    expect(count, name).toBe(taken.split(',').length);
  }
});
