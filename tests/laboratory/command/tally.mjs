// What many runs found, added up.

/** In the order in which they are told. */
export const COUNTS = [
  'lost',
  'doubled',
  'reordered',
  'altered',
  'leaked',
  'broken',
];

export function makeTally() {
  return {
    runs: 0,
    operations: 0,
    ...Object.fromEntries(COUNTS.map((name) => [name, 0])),
    steps: 0,
    faults: {},
    failures: [],
  };
}

/** Adds a run; gives what to say about it, or undefined when all was well. */
export function addRun(tally, seed, { result, failure }) {
  tally.runs += 1;
  const violations =
    result === undefined
      ? [{ invariant: 0, counts: 'broken', what: failure }]
      : result.violations;
  tally.operations += result?.operations ?? 0;
  tally.steps += result?.steps ?? 0;
  for (const [kind, count] of Object.entries(result?.faults ?? {}))
    tally.faults[kind] = (tally.faults[kind] ?? 0) + count;
  if (violations.length === 0) return undefined;
  for (const { counts } of violations) tally[counts] += 1;
  const failed = { seed, violations };
  tally.failures.push(failed);
  return failed;
}

export function describe({ seed, violations }) {
  const [first, ...others] = violations;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return `seed ${seed}: invariant ${first.invariant}, ${first.counts}: ${first.what}${more}`;
}
