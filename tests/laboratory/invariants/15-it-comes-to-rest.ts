import type { Invariant } from './invariant.ts';

/** How long after the last fault everything may take to be settled. */
export const REST_MS = 3 * 60 * 60_000;

/** Asked by how the run ended (run/run-plan.ts). */
export const itComesToRest: Invariant = {
  number: 15,
  name: 'everything is settled in bounded time',
};
