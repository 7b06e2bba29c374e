import { legalTransitions } from '../oracle/legal-transitions.ts';
import type { Invariant } from './invariant.ts';

/** How long after the last fault everything may take to be settled. */
export const REST_MS = 3 * 60 * 60_000;

/**
 * Whether it came to rest is asked by how the run ended (run/run-plan.ts); that
 * rows moved only as they may, at every commit.
 */
export const itComesToRest: Invariant = {
  number: 15,
  name: 'everything is settled in bounded time, by legal steps only',
  watch: legalTransitions,
};
