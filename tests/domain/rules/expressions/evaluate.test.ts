import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../../src/domain/calendar/civil-date.ts';
import { evaluate } from '../../../../src/domain/rules/expressions/evaluate.ts';
import { parseExpression } from '../../../../src/domain/rules/expressions/parse-expression.ts';
import type { Truth } from '../../../../src/domain/rules/expressions/truth.ts';
import { theCalendar } from '../../calendar/the-calendar.ts';
import { theCatalogue } from '../../catalogue/the-catalogue.ts';
import { demoSamples } from '../demo-samples.ts';
import { anyExpression } from './any-expression.ts';

const calendar = theCalendar();
const TODAY = demoSamples.today;

/** What a condition says of these answers, on a day. */
function says(
  text: string,
  answers: Record<string, unknown> = {},
  today = TODAY,
): Truth {
  const reading = parseExpression(text);
  if (!reading.ok) throw new Error(JSON.stringify(reading.issue));
  const known = new Map(Object.entries(answers));
  return evaluate(reading.value, { answers: known, today, calendar });
}

test.each(theCatalogue().expression.examples)(
  'the catalogue’s case: $expr of $answers is $result',
  ({ expr, answers, today, result }) => {
    expect(says(expr, answers, today)).toBe(result);
  },
);

describe('three values', () => {
  /** Conditions that are true, false or unknown by what is answered. */
  const T = "a == 'x'";
  const F = "a == 'y'";
  const U = "nothing == 'x'";
  const values: [string, Truth][] = [
    [T, true],
    [F, false],
    [U, null],
  ];
  const at = (text: string) => says(text, { a: 'x' });

  test('&& is false by one side, true by both, else unknown', () => {
    for (const [one, p] of values)
      for (const [other, q] of values) {
        const both = p === false || q === false ? false : p === q ? p : null;
        expect(at(`${one} && ${other}`)).toBe(both);
      }
  });

  test('|| is true by one side, false by both, else unknown', () => {
    for (const [one, p] of values)
      for (const [other, q] of values) {
        const either = p === true || q === true ? true : p === q ? p : null;
        expect(at(`${one} || ${other}`)).toBe(either);
      }
  });

  test('! leaves unknown what is unknown', () => {
    expect([T, F, U].map((each) => at(`!(${each})`))).toEqual([
      false,
      true,
      null,
    ]);
  });

  const atom = fc.constantFrom(
    "a == 'x'",
    "b == 'x'",
    "c == 'x'",
    "a in ['x', b]",
    'true',
    'false',
  );
  const { condition } = fc.letrec<{ condition: string }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 2, depthIdentifier: 'condition' },
      atom,
      tie('condition').map((p) => `!(${p})`),
      fc
        .tuple(tie('condition'), tie('condition'))
        .map(([p, q]) => `(${p} && ${q})`),
      fc
        .tuple(tie('condition'), tie('condition'))
        .map(([p, q]) => `(${p} || ${q})`),
    ),
  }));
  const answer = fc.constantFrom(undefined, 'x', 'y');
  const someAnswers = fc.record({ a: answer, b: answer, c: answer });

  const sameFor = (one: string, other: string, answers: object) =>
    expect(says(one, { ...answers }), `${one} ≡ ${other}`).toBe(
      says(other, { ...answers }),
    );

  test('obey the laws of Kleene’s logic', () => {
    const triple = fc.tuple(condition, condition, condition);
    fc.assert(
      fc.property(triple, someAnswers, ([p, q, r], answers) => {
        const same = (one: string, other: string) =>
          sameFor(one, other, answers);
        same(`!(${p} && ${q})`, `!(${p}) || !(${q})`);
        same(`!(${p} || ${q})`, `!(${p}) && !(${q})`);
        same(`!!(${p})`, p);
        same(`${p} && ${q}`, `${q} && ${p}`);
        same(`${p} || ${q}`, `${q} || ${p}`);
        same(`${p} && (${q} && ${r})`, `${p} && ${q} && ${r}`);
        same(`${p} || (${q} || ${r})`, `${p} || ${q} || ${r}`);
        same(`${p} && (${q} || ${r})`, `${p} && ${q} || ${p} && ${r}`);
        same(`${p} || ${q} && ${r}`, `(${p} || ${q}) && (${p} || ${r})`);
        same(`${p} && (${p} || ${q})`, p);
        same(`${p} || ${p} && ${q}`, p);
      }),
    );
  });

  test('stay as they are when more is answered, once they are not unknown', () => {
    fc.assert(
      fc.property(condition, someAnswers, someAnswers, (p, few, more) => {
        const before = says(p, few);
        if (before === null) return;
        const known = Object.entries(few).filter(
          ([, value]) => value !== undefined,
        );
        expect(says(p, { ...more, ...Object.fromEntries(known) })).toBe(before);
      }),
    );
  });
});

describe('a missing answer', () => {
  test.each([
    'a == b',
    "a != 'x'",
    "a in ['x']",
    'a in []',
    'n > 1',
    'age(id) < 16',
    "birth(id) < '2000-01-01'",
    "sex(id) == '男'",
    'monthsUntilAge(id, 60) > 1',
    'daysSince(day) > 1',
    'workdaysSince(day) > 1',
  ])('makes «%s» unknown', (text) => {
    expect(says(text)).toBeNull();
    const blank = { a: ' ', b: '', n: [], id: ' ', day: {} };
    expect(says(text, blank)).toBeNull();
  });

  test('is no row and not present', () => {
    expect(says('size(t) == 0')).toBe(true);
    expect(says("anyRow(t, 'c', 'x')")).toBe(false);
    expect(says('present(t)')).toBe(false);
    expect(says('present(t)', { t: [] })).toBe(false);
    expect(says('present(home)', { home: { detail: ' ' } })).toBe(false);
  });

  test('in a list makes the list unknown', () => {
    expect(says("a in ['x', b]", { a: 'x' })).toBeNull();
    expect(says("a in ['x', b] || a == 'x'", { a: 'x' })).toBe(true);
  });
});

describe('an answer of the wrong kind', () => {
  test('is as good as none', () => {
    expect(says('n > 1', { n: '2' })).toBeNull();
    expect(says("a == 'x'", { a: ['x'] })).toBeNull();
    expect(says("day < '2000-01-01'", { day: '1999.1.1' })).toBeNull();
    expect(says('age(id) > 1', { id: '00000019500101001' })).toBeNull();
    expect(says('age(id) > 1', { id: '000000195002300017' })).toBeNull();
    expect(says('daysSince(day) > 1', { day: '2026-02-30' })).toBeNull();
    expect(says('size(t) == 0', { t: 'x' })).toBe(true);
    expect(says("anyRow(t, 'c', 'x')", { t: [null, 'x', ['x']] })).toBe(false);
  });
});

describe('tables', () => {
  const t = [{ c: 'x', n: 1 }, { c: 'y' }];

  test('say how many rows they have and whether one of them is so', () => {
    expect(says('size(t) == 2 && present(t)', { t })).toBe(true);
    expect(says("anyRow(t, 'c', 'y')", { t })).toBe(true);
    expect(says("anyRow(t, 'c', 'z')", { t })).toBe(false);
    expect(says("anyRow(t, 'n', 1)", { t })).toBe(true);
    expect(says("anyRow(t, 'n', '1')", { t })).toBe(false);
    expect(says("anyRow(t, 'toString', 'x')", { t })).toBe(false);
  });
});

describe('ages', () => {
  /** Born on 1 January 1950, a man; his number is of the demo. */
  const id = '00000019500101001X';
  const holds = (text: string, today: string) => says(text, { id }, today);

  test('are full years on the day of intake', () => {
    expect(holds('age(id) == 59', '2009-12-31')).toBe(true);
    expect(holds('age(id) == 60', '2010-01-01')).toBe(true);
    expect(holds('age(id) == 0', '1950-01-01')).toBe(true);
    expect(holds('age(id) >= 0', '1949-12-31')).toBeNull();
  });

  test('come in whole months, negative once they are past', () => {
    const months = (today: string) =>
      Array.from({ length: 30 }, (_, n) => n - 15).find((n) =>
        holds(`monthsUntilAge(id, 60) == ${n}`, today),
      );
    expect(months('2009-10-31')).toBe(2);
    expect(months('2009-11-01')).toBe(2);
    expect(months('2009-11-02')).toBe(1);
    expect(months('2009-12-02')).toBe(0);
    expect(months('2010-01-01')).toBe(0);
    expect(months('2010-01-02')).toBe(-1);
    expect(months('2010-02-02')).toBe(-2);
  });

  test('agree with each other on every day', () => {
    const day = fc.integer({ min: 0, max: 40_000 });
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 100 }), (after, years) => {
        const today = addDays('1950-01-01', after);
        const isReached = holds(`age(id) >= ${years}`, today);
        const until = `monthsUntilAge(id, ${years})`;
        if (holds(`${until} > 0`, today)) expect(isReached).toBe(false);
        if (holds(`${until} < 0`, today)) expect(isReached).toBe(true);
      }),
    );
  });

  test('of who was born on 29 February begin on the month’s last day', () => {
    const leap = '000000200002290010';
    const age = (today: string) =>
      [0, 1, 2, 4].find((n) => says(`age(id) == ${n}`, { id: leap }, today));
    expect(age('2001-02-27')).toBe(0);
    expect(age('2001-02-28')).toBe(1);
    expect(age('2004-02-28')).toBeUndefined();
    expect(age('2004-02-29')).toBe(4);
  });

  test('and birth and sex are read from the number', () => {
    expect(says("birth(id) == '1950-01-01'", { id })).toBe(true);
    expect(says("sex(id) == '男'", { id })).toBe(true);
  });
});

describe('days', () => {
  const days = (text: string, day: string, today = TODAY) =>
    says(text, { day }, today);

  test('of the calendar count from that day to today', () => {
    expect(days('daysSince(day) == 0', TODAY)).toBe(true);
    expect(days('daysSince(day) == 365', addDays(TODAY, -365))).toBe(true);
    expect(days('daysSince(day) == -1', addDays(TODAY, 1))).toBe(true);
  });

  test('of work begin on the next day, by the county’s calendar', () => {
    // From Wednesday to Friday of the week after the National Day holidays.
    const today = '2025-10-10';
    expect(days('workdaysSince(day) == 0', today, today)).toBe(true);
    expect(days('workdaysSince(day) == 1', '2025-10-09', today)).toBe(true);
    expect(days('workdaysSince(day) == 2', '2025-09-30', today)).toBe(true);
    expect(days('workdaysSince(day) == 0', '2025-10-11', today)).toBe(true);
  });

  test('of work are unknown where the calendar is', () => {
    const { coverageFrom, coverageUntil } = calendar;
    const before = addDays(coverageFrom, -1);
    expect(days('workdaysSince(day) > 20', before)).toBe(true);
    expect(days('workdaysSince(day) > 20', addDays(before, -1))).toBeNull();
    expect(days('workdaysSince(day) > 20', '0001-01-01')).toBeNull();
    const after = addDays(coverageUntil, 1);
    expect(days('workdaysSince(day) > 20', TODAY, after)).toBeNull();
  });
});

test('no expression over any answers ever throws', () => {
  const facts = fc.tuple(
    fc.dictionary(fc.string({ maxLength: 3 }), fc.anything()),
    fc.oneof(fc.constant(TODAY), fc.string()),
  );
  fc.assert(
    fc.property(anyExpression, facts, (expression, [answers, today]) => {
      const known = new Map(Object.entries(answers));
      const truth = evaluate(expression, { answers: known, today, calendar });
      expect([true, false, null]).toContain(truth);
    }),
  );
});
