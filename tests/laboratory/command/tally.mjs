// What many runs found, added up.
import { createHash } from 'node:crypto';

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
    /** By seed: the hash of all that happened. */
    traces: new Map(),
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
  tally.traces.set(seed, result?.trace ?? 'none');
  for (const [kind, count] of Object.entries(result?.faults ?? {}))
    tally.faults[kind] = (tally.faults[kind] ?? 0) + count;
  if (violations.length === 0) return undefined;
  for (const { counts } of violations) tally[counts] += 1;
  const failed = { seed, violations };
  tally.failures.push(failed);
  return failed;
}

/** The last line of --json; `trace` stands for all runs, in whatever order. */
export function oneLine({ traces, ...tally }, seconds) {
  const bySeed = [...traces].sort(([one], [other]) => one - other);
  const hash = createHash('sha256').update(JSON.stringify(bySeed));
  const trace = hash.digest('hex').slice(0, 16);
  return JSON.stringify({ ...tally, trace, seconds });
}

export function describe({ seed, violations }) {
  const [first, ...others] = violations;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return `seed ${seed}: invariant ${first.invariant}, ${first.counts}: ${first.what}${more}`;
}
