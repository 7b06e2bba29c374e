/**
 * True, false or unknown (null, as in the catalogue's golden cases): a missing
 * answer makes everything unknown that cannot do without it.
 */
export type Truth = boolean | null;

/**
 * `&&` (decisive: false) and `||` (decisive: true) over any number of sides: one
 * decisive side settles it whatever is unknown beside it, which is how CEL
 * absorbs errors; else an unknown one leaves it unknown.
 */
export function absorb<T>(
  sides: readonly T[],
  decisive: boolean,
  truthOf: (side: T) => Truth,
): Truth {
  let result: Truth = !decisive;
  for (const side of sides) {
    const truth = truthOf(side);
    if (truth === decisive) return decisive;
    if (truth === null) result = null;
  }
  return result;
}

/** What is not known stays unknown. */
export function negate(truth: Truth): Truth {
  return truth === null ? null : !truth;
}
