import type { Invariant } from './invariant.ts';

/**
 * Stores of every release lie in tests/fixtures/stores, and
 * tests/device/database/released-stores.test.ts opens each with today's code: a run of
 * the laboratory begins with an empty disk.
 */
export const everyStoreOpens: Invariant = {
  number: 17,
  name: 'a store of any release opens or says why',
};
