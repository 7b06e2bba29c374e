import type { World } from '../world/world.ts';

export type Violation = {
  /** Of the design's list of invariants. */
  invariant: number;
  counts: 'lost' | 'doubled' | 'reordered' | 'altered' | 'leaked' | 'broken';
  what: string;
};

export type Invariant = {
  number: number;
  name: string;
  /** Told of the run before it begins, to hear of every commit in it. */
  watch?: (world: World, found: (violation: Violation) => void) => void;
  /** May be asked at any moment. */
  during?: (world: World) => Violation[];
  /** Asked when faults have stopped and all is settled. */
  atEnd?: (world: World) => Violation[] | Promise<Violation[]>;
};
