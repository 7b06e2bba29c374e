// A run's world, put together from its plan.
import { Random } from '../scheduler/random.ts';
import { Scheduler, type Lane } from '../scheduler/scheduler.ts';
import { setRunning } from '../stillness/install.ts';
import { chance } from '../stillness/chance.ts';
import { Oracle } from '../oracle/oracle.ts';
import type { Plan } from '../plan/plan.ts';
import type { BaseCounty } from './base-county.ts';
import { County } from './county.ts';
import { BEGIN } from './places.ts';
import { Profile, type ProfileWish } from './profile.ts';

export class World {
  readonly plan: Plan;
  readonly scheduler: Scheduler;
  readonly county: County;
  readonly oracle: Oracle;
  readonly profiles: Profile[];
  readonly base: BaseCounty;
  /** Told of every commit on a device's disk. */
  readonly onDisk: ((profile: Profile, stores: ReadonlySet<string>) => void)[] =
    [];
  /** Told of every commit of the county. */
  readonly onCounty: (() => void)[] = [];
  /** Told of a profile that is the copy of another. */
  readonly onCopy: ((copy: Profile, of: Profile) => void)[] = [];

  /** Told of a profile whose store was taken away. */
  readonly onEvicted: ((profile: Profile) => void)[] = [];

  constructor(plan: Plan, base: BaseCounty) {
    this.plan = plan;
    this.base = base;
    chance.random = new Random(`chance ${plan.seed}`);
    this.scheduler = new Scheduler(`order ${plan.seed}`, BEGIN);
    setRunning(this.scheduler);
    this.county = new County(this.scheduler, base, plan.processes);
    this.oracle = new Oracle(() => ({
      ms: this.scheduler.nowMs,
      restores: this.county.restores,
    }));
    this.profiles = plan.profiles.map((wish) => this.#open(wish));
    this.county.store.onPoison = (caseId) => this.oracle.poisoned.add(caseId);
    this.county.store.onCommit = () => {
      for (const hear of this.onCounty) hear();
    };
  }

  #open(wish: ProfileWish): Profile {
    const tap = this.oracle.tapOf(wish.name);
    const profile = new Profile(this.scheduler, this.county, { wish, tap });
    profile.disk.onCommit = (stores) => {
      for (const hear of this.onDisk) hear(profile, stores);
    };
    return profile;
  }

  /** A browser beside those of the plan. */
  join(wish: ProfileWish): Profile {
    const profile = this.#open(wish);
    this.profiles.push(profile);
    return profile;
  }

  /** Somebody copies a browser's profile, whose disk is still, to another machine. */
  copy(of: Profile): Profile {
    const { station, clerk, hasLocks } = of;
    const name = `${of.name} copy`;
    const copy = this.#open({ name, station, clerk, hasLocks, windows: 1 });
    copy.disk.copyFrom(of.disk);
    copy.mark = of.mark;
    this.profiles.push(copy);
    for (const hear of this.onCopy) hear(copy, of);
    return copy;
  }

  /** Whose task ran in this lane; undefined: nobody's window or disk. */
  profileOf(lane: Lane): Profile | undefined {
    return this.profiles.find((profile) => profile.disk.lane === lane.disk);
  }
}
