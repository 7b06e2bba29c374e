import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCalendar } from '../../../src/domain/calendar/calendar-schema.ts';
import type { Matter } from '../../../src/domain/catalogue/matter-schema.ts';
import { getMatter } from '../../../src/domain/catalogue/get-matter.ts';
import {
  judgeEligibility,
  readEligibility,
  type FactAnswers,
  type Verdict,
} from '../../../src/domain/eligibility/eligibility.ts';
import { NO, YES, type Fact } from '../../../src/domain/eligibility/fact.ts';
import { evaluate } from '../../../src/domain/rules/expressions/evaluate.ts';
import type { Facts } from '../../../src/domain/rules/expressions/facts.ts';
import { parseExpression } from '../../../src/domain/rules/expressions/parse-expression.ts';
import { unreachable } from '../../../src/domain/unreachable.ts';
import { askFact } from '../../../src/text/guide.ts';
import { demoSamples } from '../rules/demo-samples.ts';
import { theCatalogue } from '../catalogue/the-catalogue.ts';

const catalogue = theCatalogue();
const matter = (code: string) => getMatter(catalogue, code);
const { today } = demoSamples;

/** Asks what is to be asked until nothing is left, in the order of the screen. */
function interview(
  { eligibilityChecks, fields }: Matter,
  answer: (fact: Fact) => string | undefined,
): { verdict: Verdict; answers: FactAnswers } {
  const checks = readEligibility({ eligibilityChecks, fields });
  const answers = new Map<string, string>();
  for (;;) {
    const verdict = judgeEligibility(checks, answers);
    const next = verdict.questions.find(({ id }) => !answers.has(id));
    const said = next && answer(next.fact);
    if (next === undefined || said === undefined) return { verdict, answers };
    answers.set(next.id, said);
  }
}

/** Every way in which a matter's questions can be answered. */
function allVerdicts(
  one: Matter,
  told: Map<string, string> = new Map(),
): Verdict[] {
  const verdict = judgeEligibility(readEligibility(one), told);
  const next = verdict.questions.find(({ id }) => !told.has(id));
  if (next === undefined) return [verdict];
  const { fact } = next;
  const offered = fact.is === 'choice' ? (fact.field.options ?? []) : [YES, NO];
  return offered.flatMap((said) =>
    allVerdicts(one, new Map(told).set(next.id, said)),
  );
}

function truthOf(expression: string, facts: Facts): boolean | null {
  const reading = parseExpression(expression);
  if (!reading.ok) throw new Error(`${expression}: ${reading.issue.code}`);
  return evaluate(reading.value, facts);
}

/** How a person with these answers in the form would answer; undefined: not known. */
function toldBy(fact: Fact, facts: Facts): string | undefined {
  const { id } = fact.field;
  if (fact.is === 'choice') {
    const said = facts.answers.get(id);
    return typeof said === 'string' ? said : undefined;
  }
  const truth = truthOf(expressionOf(fact, id), facts);
  return truth === null ? undefined : truth ? YES : NO;
}

function expressionOf(fact: Exclude<Fact, { is: 'choice' }>, id: string) {
  switch (fact.is) {
    case 'oneOf':
      return `${id} in [${fact.options.map((each) => `'${each}'`).join(',')}]`;
    case 'age':
      return `age(${id}) >= ${fact.years}`;
    case 'ageSoon':
      return `monthsUntilAge(${id}, ${fact.years}) <= ${fact.months}`;
    case 'bornBefore':
      return `birth(${id}) < '${fact.day}'`;
    case 'dayBefore':
      return `${id} < '${fact.day}'`;
    case 'daysPassed':
      return `${fact.unit === 'day' ? 'daysSince' : 'workdaysSince'}(${id}) > ${fact.days}`;
    case 'atLeast':
      return `${id} >= ${fact.amount}`;
    case 'moreThan':
      return `${id} > ${fact.amount}`;
    default:
      return unreachable(fact);
  }
}

const calendarFile = new URL(
  '../../../src/domain/catalogue/data/calendar.json',
  import.meta.url,
);
const calendar = readCalendar(JSON.parse(readFileSync(calendarFile, 'utf8')));
if (calendar === null) throw new Error('no calendar');
const factsOf = (answers: Record<string, unknown>): Facts => ({
  answers: new Map(Object.entries(answers)),
  today,
  calendar,
});

describe('eligibility before the form', () => {
  test('is asked in plain words from the labels of the catalogue', () => {
    const asked = (code: string) =>
      allQuestions(matter(code)).map(({ fact }) => askFact(fact));
    expect(asked('V14')).toEqual(['申请人满80周岁了吗？']);
    expect(asked('V01')).toEqual([
      '申请人满16周岁了吗？',
      '申请人满60周岁了吗？',
      '是否在校学生？',
      '是否已参加职工或机关事业养老保险？',
    ]);
    expect(asked('V02')).toContain('累计缴费年限满15年了吗？');
    expect(asked('V02')).toContain('申请人满60周岁了，或者再过1个月就满吗？');
    expect(asked('V19')).toEqual(['子女出生日期在2016年1月1日以前吗？']);
    expect(asked('V20')).toContain('申请人是1933年1月1日前出生的吗？');
    expect(asked('V22')).toEqual([
      '死亡原因？',
      '死亡日期到今天超过30天了吗？',
    ]);
    expect(asked('V32')).toContain('学段是“本科”吗？');
  });

  test('says what is missing, in the words of the catalogue', () => {
    const { verdict } = interview(matter('V14'), () => NO);
    expect(verdict.met.map(({ level, message }) => [level, message])).toEqual([
      ['block', '未满80周岁；可先登记，到龄当月再提交'],
    ]);
    expect(interview(matter('V14'), () => YES).verdict).toMatchObject({
      met: [],
      left: 0,
    });
  });

  test('asks no more than is needed: who is under 16 is not over 60', () => {
    const child = interview(matter('V01'), ({ is }) =>
      is === 'age' ? NO : undefined,
    );
    expect([...child.answers.keys()]).toHaveLength(1);
    expect(child.verdict.met.map(({ id }) => id)).toEqual(['age16']);
    expect(
      child.verdict.questions.filter(({ fact }) => fact.is === 'age'),
    ).toHaveLength(1);
  });

  test('asks the second half of a condition only when the first is met', () => {
    const asked = (kind: string) => {
      const { verdict } = interview(matter('V11'), (fact) =>
        fact.is === 'choice' ? kind : undefined,
      );
      return verdict.questions.map(({ fact }) => askFact(fact));
    };
    expect(asked('残疾人')).toEqual(['对象类型？']);
    expect(asked('老年人')).toEqual(['对象类型？', '申请人满60周岁了吗？']);
  });

  test('leaves to the form what only the form can know', () => {
    expect(readEligibility(matter('V07'))).toEqual([]);
    expect(readEligibility(matter('V21')).map(({ check }) => check.id)).toEqual(
      ['month'],
    );
  });
});

describe.each(
  catalogue.matters.map((one) => [one.code, one.short, one] as const),
)('%s %s', (_code, _short, one) => {
  test('each check that is asked about can be met, and none has to be', () => {
    const verdicts = allVerdicts(one);
    const met = new Set(verdicts.flatMap((v) => v.met.map(({ id }) => id)));
    const checks = readEligibility(one);
    expect(met).toEqual(new Set(checks.map(({ check }) => check.id)));
    expect(verdicts.some((v) => v.met.length === 0)).toBe(true);
    expect(verdicts.every((v) => v.left === 0)).toBe(true);
  });

  test('its demo resident is told what the form will say', () => {
    const facts = factsOf(demoSamples.samples[one.code]?.answers ?? {});
    const { verdict } = interview(one, (fact) => toldBy(fact, facts));
    const expected = one.eligibilityChecks
      .filter(({ expr }) => truthOf(expr, facts) === true)
      .map(({ id }) => id);
    const asked = readEligibility(one).map(({ check }) => check.id);
    expect(verdict.met.map(({ id }) => id)).toEqual(
      expected.filter((id) => asked.includes(id)),
    );
  });

  test('anybody who knows the answers is told what the form will say', () => {
    const checks = readEligibility(one);
    const ids = new Map(
      allQuestions(one).map(({ fact }) => [fact.field.id, fact.field]),
    );
    const born = fc.date({
      min: new Date('1925-01-01'),
      max: new Date('2026-11-20'),
      noInvalidDate: true,
    });
    const day = born.map((date) => date.toISOString().slice(0, 10));
    const answers = fc.record(
      Object.fromEntries(
        [...ids.values()].map(({ id, type, options }) => [
          id,
          options !== undefined
            ? fc.constantFrom(...options)
            : type === 'idcard'
              ? day
                  .map((date) => `000000${date.replaceAll('-', '')}001`)
                  .map(withCheckDigit)
              : type === 'date'
                ? fc.oneof(
                    day,
                    day.map((date) => `2026${date.slice(4)}`),
                  )
                : fc.integer({ min: 0, max: 300 }),
        ]),
      ),
    );
    fc.assert(
      fc.property(answers, (filled) => {
        const facts = factsOf(filled);
        const { verdict } = interview(one, (fact) => toldBy(fact, facts));
        // Working days of years without a calendar are nobody's to know.
        fc.pre(verdict.left === 0);
        expect(verdict.met.map(({ id }) => id)).toEqual(
          checks
            .filter(({ check }) => truthOf(check.expr, facts) === true)
            .map(({ check }) => check.id),
        );
      }),
      { numRuns: 60 },
    );
  });
});

/** Each question that could come up. */
function allQuestions(one: Matter) {
  const found = new Map(
    allVerdicts(one).flatMap(({ questions }) =>
      questions.map((question) => [question.id, question] as const),
    ),
  );
  return [...found.values()];
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

function withCheckDigit(digits: string): string {
  const sum = WEIGHTS.reduce(
    (total, weight, index) => total + weight * Number(digits[index]),
    0,
  );
  return digits + '10X98765432'.charAt(sum % 11);
}
