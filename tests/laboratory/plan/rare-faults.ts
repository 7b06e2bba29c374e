// Kinds of faults, each with a chance of its own: one that is added, or planned more
// often, leaves everything else of a seed as it was.
import type { Random } from '../scheduler/random.ts';
import { UNHEARD } from '../memory/unheard-commit.ts';
import { OUTAGES } from '../world/weather.ts';
import type { Fault, Unnumbered } from './plan.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

type RareFault = Extract<Fault, { on: 'time' | 'commit' }>;
type Given = { profiles: number; lastMs: number };
type Rare = {
  kind: RareKind;
  /** Of the seeds. */
  share: number;
  plan: (random: Random, given: Given) => Unnumbered<RareFault>[];
};

export type RareKind =
  | 'courier'
  | 'stick'
  | 'copied'
  | 'rowGone'
  | 'keyRotated'
  | 'outage'
  | 'emptyBattery'
  | 'commitUnheard'
  | 'openFails'
  | 'evicted'
  | 'withdrawn'
  | 'ticketTwice';

const at = (random: Random, { lastMs }: Given) => ({
  on: 'time' as const,
  atMs: random.below(lastMs),
});
const somebody = (random: Random, { profiles }: Given) =>
  random.below(profiles);

export const RARE_FAULTS: readonly Rare[] = [
  {
    kind: 'courier',
    share: 0.3,
    plan: (random, given) =>
      Array.from({ length: random.between(1, 3) }, () => ({
        ...at(random, given),
        kind: 'courier',
        profile: somebody(random, given),
        forMs: random.between(1_000, 5 * MINUTE),
      })),
  },
  {
    kind: 'stick',
    share: 0.25,
    plan: (random, given) =>
      Array.from({ length: random.between(1, 3) }, () => ({
        ...at(random, given),
        kind: 'stick',
        profile: somebody(random, given),
        how: random.pick(['whole', 'twice', 'torn', 'tornThenWhole']),
        part: random.below(1000) / 1000,
        withPictures: random.chance(0.7),
        wayMs: random.below(2 * MINUTE),
        apartMs: random.pick([0, 200, MINUTE]),
      })),
  },
  {
    kind: 'copied',
    share: 0.1,
    plan: (random, given) => [
      {
        ...at(random, given),
        kind: 'copied',
        profile: somebody(random, given),
        submits: random.between(0, 3),
        everyMs: random.between(1, MINUTE),
      },
    ],
  },
  {
    kind: 'rowGone',
    share: 0.15,
    plan: (random, given) => [
      {
        ...at(random, given),
        kind: 'rowGone',
        profile: somebody(random, given),
        which: random.below(1000),
      },
    ],
  },
  {
    kind: 'keyRotated',
    share: 0.15,
    plan: (random, given) => [{ ...at(random, given), kind: 'keyRotated' }],
  },
  {
    kind: 'outage',
    share: 0.3,
    plan: (random, given) =>
      Array.from({ length: random.between(1, 2) }, () => ({
        ...at(random, given),
        kind: 'outage',
        profile: somebody(random, given),
        how: random.pick(OUTAGES),
        forMs: random.between(1_000, 5 * MINUTE),
        isTold: random.chance(0.6),
      })),
  },
  {
    // In a place without a link: what it kept of its retries meets the new clock.
    kind: 'emptyBattery',
    share: 0.1,
    plan: (random, given) => {
      const { atMs } = at(random, given);
      const profile = somebody(random, given);
      const beforeMs = random.between(1_000, 3 * MINUTE);
      const on = 'time';
      return [
        {
          on,
          atMs,
          kind: 'outage',
          profile,
          how: 'offline',
          forMs: beforeMs + random.below(MINUTE),
          isTold: random.chance(0.3),
        },
        {
          on,
          atMs: atMs + beforeMs,
          kind: 'emptyBattery',
          profile,
          downMs: random.below(MINUTE),
          offsetMs: random.pick([-DAY, -365 * DAY, -1826 * DAY]),
        },
      ];
    },
  },
  {
    kind: 'commitUnheard',
    share: 0.1,
    plan: (random) =>
      Array.from({ length: random.between(2, 6) }, () => ({
        on: 'commit',
        commit: random.between(1, 50),
        kind: 'commitUnheard',
        what: random.pick(UNHEARD),
      })),
  },
  {
    kind: 'openFails',
    share: 0.08,
    plan: (random, given) => {
      const forMs = random.between(1_000, 3 * MINUTE);
      return [
        {
          ...at(random, given),
          kind: 'openFails',
          profile: somebody(random, given),
          forMs,
          downMs: random.below(forMs),
        },
      ];
    },
  },
  {
    kind: 'evicted',
    share: 0.08,
    plan: (random, given) => [
      {
        ...at(random, given),
        kind: 'evicted',
        profile: somebody(random, given),
        downMs: random.below(MINUTE),
        submits: random.between(1, 3),
        everyMs: random.between(1, MINUTE),
      },
    ],
  },
  {
    // In the middle of an outage, so that some of what was made before comes late.
    kind: 'withdrawn',
    share: 0.12,
    plan: (random, given) => {
      const { atMs } = at(random, given);
      return [
        {
          on: 'time',
          atMs: atMs + random.below(MINUTE),
          kind: 'outage',
          profile: somebody(random, given),
          how: 'offline',
          forMs: random.between(MINUTE, 4 * MINUTE),
          isTold: random.chance(0.6),
        },
        {
          on: 'time',
          atMs,
          kind: 'withdrawn',
          mode: random.pick(['stopIntake', 'stopAll']),
          withdrawMs: random.between(1, 2 * MINUTE),
          replaceMs: random.pick([null, 0, random.below(2 * MINUTE)]),
          handInMs: random.below(2 * MINUTE),
          settleMs: random.between(MINUTE, 3 * MINUTE),
          decision: random.pick(['apply', 'refuse', null]),
        },
      ];
    },
  },
  {
    kind: 'ticketTwice',
    share: 0.1,
    plan: (random, given) => [
      {
        ...at(random, given),
        kind: 'ticketTwice',
        profile: somebody(random, given),
        submits: random.between(1, 3),
        everyMs: random.between(1, MINUTE),
        offlineMs: random.below(3 * MINUTE),
        isCarried: random.chance(0.4),
      },
    ],
  },
];
