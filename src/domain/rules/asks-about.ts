import type { Field } from '../catalogue/form-schema.ts';
import { namesIn } from './expressions/names-in.ts';
import { parseExpression } from './expressions/parse-expression.ts';

/** The fields that a condition looks at, in the form's order. */
export function asksAbout(
  { fields }: { fields: readonly Field[] },
  condition: string,
): Field[] {
  const reading = parseExpression(condition);
  if (!reading.ok) return [];
  const names = namesIn(reading.value);
  return fields.filter(({ id }) => names.has(id));
}
