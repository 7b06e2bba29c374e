import { nothingIsLost } from './01-nothing-is-lost.ts';
import { oneEffect } from './02-one-effect.ts';
import { contentIsEqual } from './03-content-is-equal.ts';
import { itComesToRest } from './15-it-comes-to-rest.ts';
import type { Invariant } from './invariant.ts';

export const INVARIANTS: readonly Invariant[] = [
  nothingIsLost,
  oneEffect,
  contentIsEqual,
  itComesToRest,
];
