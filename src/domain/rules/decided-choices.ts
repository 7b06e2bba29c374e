import type { Answers } from '../cases/answers.ts';
import type { Field } from '../catalogue/form-schema.ts';
import { evaluate } from './expressions/evaluate.ts';
import type { Facts } from './expressions/facts.ts';
import { parseExpression } from './expressions/parse-expression.ts';

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
  const decided = new Map<string, string>();
  for (const { id, optionIf = {} } of fields)
    for (const [option, condition] of Object.entries(optionIf)) {
      const reading = parseExpression(condition);
      if (reading.ok && evaluate(reading.value, facts) === true)
        decided.set(id, option);
    }
  return decided;
}
