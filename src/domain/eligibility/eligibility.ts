// A matter's checks as questions that are asked before any form is opened. They
// are read from the catalogue's own conditions, so that a check which the county
// changes is asked as it then stands.
import type { EligibilityCheck, Field } from '../catalogue/form-schema.ts';
import type { Expression } from '../rules/expressions/expression.ts';
import { parseExpression } from '../rules/expressions/parse-expression.ts';
import { absorb, negate, type Truth } from '../rules/expressions/truth.ts';
import { unreachable } from '../unreachable.ts';
import { NO, YES, type Fact } from './fact.ts';
import { factIn, type Atom } from './fact-in.ts';

export type Question = { id: string; fact: Fact };

/** Question id to answer: an option of a choice, else yes or no. */
export type FactAnswers = ReadonlyMap<string, string>;

type AskedCheck = { check: EligibilityCheck; condition: Condition };

/** Checks that people can be asked about, in the catalogue's order. */
export type Eligibility = readonly AskedCheck[];

export type Verdict = {
  /** What was asked and what is still to be asked, in order. */
  questions: Question[];
  /** How many of them are still to be answered. */
  left: number;
  /** Checks that the answers have met. */
  met: EligibilityCheck[];
};

type Condition =
  | { kind: 'atom'; question: Question; holds: Atom['holds'] }
  | { kind: 'not'; of: Condition }
  | { kind: 'and' | 'or'; parts: Condition[] };

/** Reads a matter's checks; one that is nothing to ask a person is left out. */
export function readEligibility(matter: {
  eligibilityChecks: readonly EligibilityCheck[];
  fields: readonly Field[];
}): Eligibility {
  return matter.eligibilityChecks.flatMap((check) => {
    const reading = parseExpression(check.expr);
    const condition = reading.ok
      ? conditionOf(reading.value, matter.fields)
      : null;
    return condition === null ? [] : [{ check, condition }];
  });
}

/** What the answers so far come to, and what they leave open. */
export function judgeEligibility(
  checks: Eligibility,
  answers: FactAnswers,
): Verdict {
  const all = new Map<string, Question>();
  const needed = new Set<string>();
  for (const { condition } of checks) {
    for (const question of questionsOf(condition))
      all.set(question.id, question);
    for (const question of nextOf(condition, answers)) needed.add(question.id);
  }
  return {
    questions: [...all.values()].filter(
      ({ id }) => answers.has(id) || needed.has(id),
    ),
    left: [...needed].filter((id) => !answers.has(id)).length,
    met: checks
      .filter(({ condition }) => truthOf(condition, answers) === true)
      .map(({ check }) => check),
  };
}

function conditionOf(
  expression: Expression,
  fields: readonly Field[],
): Condition | null {
  switch (expression.kind) {
    case 'relation': {
      const atom = factIn(expression, fields);
      if (atom === null) return null;
      const { fact, holds } = atom;
      return { kind: 'atom', question: { id: idOf(fact), fact }, holds };
    }
    case 'not': {
      const of = conditionOf(expression.operand, fields);
      return of && { kind: 'not', of };
    }
    case 'and':
    case 'or': {
      const parts: Condition[] = [];
      for (const operand of expression.operands) {
        const part = conditionOf(operand, fields);
        if (part === null) return null;
        parts.push(part);
      }
      return { kind: expression.kind, parts };
    }
    case 'number':
    case 'text':
    case 'truth':
    case 'name':
    case 'list':
    case 'call':
    default:
      return null;
  }
}

/** The same fact in two checks is one question. */
function idOf({ field, ...fact }: Fact): string {
  return [field.id, ...Object.values(fact).map(String)].join(' ');
}

function questionsOf(condition: Condition): Question[] {
  if (condition.kind === 'atom') return [condition.question];
  return condition.kind === 'not'
    ? questionsOf(condition.of)
    : condition.parts.flatMap(questionsOf);
}

/** One question at a time, and none once the rest can change nothing. */
function nextOf(condition: Condition, answers: FactAnswers): Question[] {
  if (truthOf(condition, answers) !== null) return [];
  if (condition.kind === 'atom') return [condition.question];
  if (condition.kind === 'not') return nextOf(condition.of, answers);
  for (const part of condition.parts) {
    const next = nextOf(part, answers);
    if (next.length > 0) return next;
  }
  return [];
}

function truthOf(condition: Condition, answers: FactAnswers): Truth {
  switch (condition.kind) {
    case 'atom': {
      const { question, holds } = condition;
      const answer = answers.get(question.id) ?? impliedBy(question, answers);
      return answer === undefined ? null : holds(answer);
    }
    case 'not':
      return negate(truthOf(condition.of, answers));
    case 'and':
    case 'or':
      return absorb(condition.parts, condition.kind === 'or', (part) =>
        truthOf(part, answers),
      );
    default:
      return unreachable(condition);
  }
}

/** Who is over 80 is not asked whether he is over 60. */
function impliedBy(
  { fact }: Question,
  answers: FactAnswers,
): string | undefined {
  if (fact.is !== 'age') return undefined;
  for (const [id, answer] of answers) {
    const [fieldId, is, years] = id.split(' ');
    if (fieldId !== fact.field.id || is !== 'age') continue;
    if (answer === YES && Number(years) >= fact.years) return YES;
    if (answer === NO && Number(years) <= fact.years) return NO;
  }
  return undefined;
}
