/**
 * For the `default` of a switch that names every kind: it does not compile while
 * one is missing. The value is not told: it may hold a name or an answer.
 * @throws always: a value that its type does not allow came in.
 */
export function unreachable(_value: never): never {
  throw new Error('a kind that this switch does not name');
}
