import { unreachable } from '../../../src/domain/unreachable.ts';
import { Random } from '../scheduler/random.ts';
import { STATIONS } from '../world/places.ts';
import type { ProfileWish } from '../world/profile.ts';
import { NETWORK_FAULTS } from '../world/weather.ts';
import { moreFaults } from './more-faults.ts';
import type { Act, Fault, Plan, Unnumbered } from './plan.ts';
import type { RareKind } from './rare-faults.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** What a device's wall clock is wrong by. */
const CLOCK_LIES = [0, 2 * 60 * MINUTE, -DAY, 3 * DAY, 1826 * DAY, -1826 * DAY];
const CLERKS = [
  { id: 'S01', name: 'clerk one' },
  { id: 'S02', name: 'clerk two' },
  { id: 'S03', name: 'clerk three' },
];

/**
 * The plan of a seed: small, so that many can be run. `always`: with this fault too.
 */
export function makePlan(seed: number, always?: RareKind): Plan {
  const random = new Random(`plan ${seed}`);
  const profiles = makeProfiles(random);
  const acts = makeActs(random, profiles);
  const lastMs = Math.max(...acts.map(({ atMs }) => atMs));
  const faults = makeFaults(random, { seed, profiles, lastMs });
  faults.push(
    ...moreFaults(seed, {
      profiles: profiles.length,
      lastMs,
      firstId: faults.length + 1,
      always,
    }),
  );
  return {
    seed,
    profiles,
    processes: random.between(1, 2),
    acts,
    faults,
    hasWeeksAfter: random.chance(0.15),
  };
}

function makeProfiles(random: Random): ProfileWish[] {
  const count = random.between(1, 3);
  return Array.from({ length: count }, (_, i) => {
    const at = {
      name: `device ${i + 1}`,
      station: random.pick(STATIONS),
      clerk: CLERKS[i] ?? { id: `S0${i}`, name: 'clerk' },
    };
    const windows = random.chance(0.35) ? 2 : 1;
    // What two senders do to each other shows only where there are two.
    const hasLocks = random.chance(windows === 1 ? 0.8 : 0.6);
    return { ...at, windows, hasLocks };
  });
}

function makeActs(random: Random, profiles: readonly ProfileWish[]): Act[] {
  const count = random.between(3, 16);
  const spanMs = random.between(1, 5) * MINUTE;
  const acts = Array.from({ length: count }, (_, i): Act => {
    const at = { id: i + 1, atMs: random.below(spanMs) };
    const profile = random.below(profiles.length);
    const act = random.weighted({
      submit: 10,
      draft: 1,
      answer: 4,
      contact: 3,
      withdraw: 1,
      lock: 1,
      sync: 2,
      decide: 6,
      backUp: 1,
      restart: 1,
    });
    switch (act) {
      case 'submit':
        return {
          ...at,
          by: 'clerk',
          profile,
          act,
          pictures: random.below(3),
        };
      case 'decide':
        return { ...at, by: 'reviewer', act };
      case 'backUp':
      case 'restart':
        return { ...at, by: 'operator', act };
      case 'draft':
      case 'answer':
      case 'contact':
      case 'withdraw':
      case 'lock':
      case 'sync':
        return { ...at, by: 'clerk', profile, act };
      default:
        return unreachable(act);
    }
  });
  return acts.sort((one, other) => one.atMs - other.atMs);
}

function makeFaults(
  random: Random,
  {
    seed,
    profiles,
    lastMs,
  }: { seed: number; profiles: readonly ProfileWish[]; lastMs: number },
): Fault[] {
  const faults: Fault[] = [];
  const add = (fault: Unnumbered<Fault>) =>
    faults.push({ id: faults.length + 1, ...fault });
  profiles.forEach((_, profile) => {
    const badness = random.pick([0, 0.05, 0.2, 0.5]);
    for (let request = 3; request < 60; request += 1)
      if (random.chance(badness))
        add({
          on: 'request',
          profile,
          request,
          kind: random.pick(NETWORK_FAULTS),
          part: random.below(1000) / 1000,
        });
    const deaths = random.pick([0, 0, 1, 2, 4]);
    for (let i = 0; i < deaths; i += 1)
      add({
        on: 'task',
        profile,
        task: random.between(50, 1500),
        kind: random.pick(['killWindow', 'killAll', 'powerCut']),
        downMs: random.below(MINUTE),
      });
  });
  const serverDeaths = random.pick([0, 0, 1, 3]);
  for (let i = 0; i < serverDeaths; i += 1)
    add({
      on: 'commit',
      commit: random.between(5, 60),
      kind: 'killServer',
      when: random.pick(['before', 'after']),
    });
  const restores = random.pick([0, 0, 0, 1, 2]);
  for (let i = 0; i < restores; i += 1)
    add({
      on: 'time',
      atMs: random.below(lastMs + 2 * MINUTE),
      kind: 'restore',
      how: random.pick(['files', 'dump']),
      which: random.below(1000),
    });
  const poisons = random.pick([0, 0, 0, 1, 2]);
  for (let i = 0; i < poisons; i += 1)
    add({
      on: 'time',
      atMs: random.below(lastMs),
      kind: 'poison',
      which: random.below(1000),
      isNext: seed % 2 === 0,
    });
  profiles.forEach((_, profile) => {
    const lies = random.pick([0, 0, 1, 2]);
    for (let i = 0; i < lies; i += 1) {
      const atMs = random.below(lastMs + MINUTE);
      const clock = { on: 'time', kind: 'clock', profile } as const;
      const offsetMs = random.pick(CLOCK_LIES);
      add({ ...clock, atMs, offsetMs, isFrozen: random.chance(0.2) });
      // Somebody sets it right.
      if (random.chance(0.5))
        add({
          ...clock,
          atMs: atMs + random.below(2 * MINUTE),
          offsetMs: 0,
          isFrozen: false,
        });
    }
    if (random.chance(0.25))
      add({ on: 'time', atMs: random.below(lastMs), kind: 'proxy', profile });
  });
  return faults;
}
