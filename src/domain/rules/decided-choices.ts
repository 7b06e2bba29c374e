import type { Answers } from '../cases/answers.ts';
import type { Field } from '../catalogue/form-schema.ts';
import { evaluate } from './expressions/evaluate.ts';
import type { Expression } from './expressions/expression.ts';
import type { Facts } from './expressions/facts.ts';
import { parseExpression } from './expressions/parse-expression.ts';

type Choice = { id: string; option: string; condition: Expression };

/** Of a form, for as long as somebody holds it: it is asked at every key. */
const read = new WeakMap<readonly Field[], Choice[]>();

/**
 * Field id to option, of the choices that the other answers decide (`optionIf`). A
 * condition that this program cannot read, or that is unknown, means none.
 * `answers`: in normal form, those of the fields that are shown.
 */
export function decidedChoices(
  fields: readonly Field[],
  answers: Answers,
  context: Omit<Facts, 'answers'>,
): ReadonlyMap<string, string> {
  const facts = { ...context, answers: new Map(Object.entries(answers)) };
  const choices = read.get(fields) ?? readChoices(fields);
  read.set(fields, choices);
  return new Map(
    choices
      .filter(({ condition }) => evaluate(condition, facts) === true)
      .map(({ id, option }) => [id, option]),
  );
}

function readChoices(fields: readonly Field[]): Choice[] {
  return fields.flatMap(({ id, optionIf = {} }) =>
    Object.entries(optionIf).flatMap(([option, text]) => {
      const reading = parseExpression(text);
      return reading.ok ? [{ id, option, condition: reading.value }] : [];
    }),
  );
}
