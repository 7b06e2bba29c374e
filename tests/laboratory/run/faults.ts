// Puts the plan's faults where they will strike.
import type { PlatformContext } from '../../../src/platform/context.ts';
import { judgeKept } from '../../../src/platform/intake/judge-kept.ts';
import { runHeld } from '../../../src/platform/intake/settle-held.ts';
import type { MaterialRow } from '../../../src/device/database/tables.ts';
import { Random } from '../scheduler/random.ts';
import type { Lane } from '../scheduler/scheduler.ts';
import type { Fault } from '../plan/plan.ts';
import type { Clerk } from '../world/clerk.ts';
import type { Profile } from '../world/profile.ts';
import type { Mishap } from '../world/weather.ts';
import type { World } from '../world/world.ts';
import { publishAnew, rotateIntakeKey, setAccess } from './county-acts.ts';
import { copyProfile } from './copied.ts';
import { carryStick } from './stick.ts';
import { evictStore, failToOpen } from './store-faults.ts';
import { excuseWhatIsGone } from '../oracle/eviction.ts';
import * as second from './ticket-twice.ts';
import { courseOf, withdrawVersion } from './withdrawn.ts';
import type { Trace } from './trace.ts';

type TaskFault = Extract<Fault, { on: 'task' }>;
type TimeFault = Extract<Fault, { on: 'time' }>;
type Given = { clerks: Clerk[]; look: () => void; trace: Trace };

/** A device that starts reads what it kept, long before its clerk has typed a PIN. */
const TYPING_MS = 5_000;

export type Armed = {
  /** After every task: some faults wait for a number of them. */
  step: (lane: Lane) => void;
};

export function armFaults(world: World, given: Given): Armed {
  const { plan, profiles, county, scheduler, oracle } = world;
  const tasks = new Map<Profile, number>();
  const byTask = new Map<string, TaskFault>();
  for (const fault of plan.faults) {
    switch (fault.on) {
      case 'request': {
        const line = profiles[fault.profile]?.link;
        line?.mishaps.set(line.requests + fault.request, fault);
        break;
      }
      case 'task':
        byTask.set(`${profiles[fault.profile]?.name} ${fault.task}`, fault);
        break;
      case 'commit':
        if (fault.kind === 'commitUnheard')
          county.unheard.set(county.commits + fault.commit, fault.what);
        else county.deaths.set(county.commits + fault.commit, fault.when);
        break;
      case 'time':
        scheduler.after(scheduler.world, fault.kind, fault.atMs, () => {
          given.trace.note(`fault ${fault.id} ${fault.kind}`);
          oracle.fault(fault.kind);
          strike(world, given.clerks, fault);
          given.look();
        });
        break;
      default:
    }
  }
  county.onDeath = () => {
    oracle.fault('killServer');
    given.trace.note('a server dies');
    scheduler.after(scheduler.world, 'restart', 500, () =>
      county.keepRunning(),
    );
    given.look();
  };
  county.onUnheard = (what) => {
    oracle.fault('commitUnheard');
    given.trace.note(`nobody hears of a commit: ${what}`);
    given.look();
  };
  return {
    step(lane) {
      const profile = world.profileOf(lane);
      if (profile === undefined) return;
      const count = (tasks.get(profile) ?? 0) + 1;
      tasks.set(profile, count);
      const fault = byTask.get(`${profile.name} ${count}`);
      if (fault === undefined) return;
      given.trace.note(`fault ${fault.id} ${fault.kind} ${profile.name}`);
      oracle.fault(fault.kind);
      killWindows(profile, fault);
      given.clerks[fault.profile]?.died(fault.downMs);
      given.look();
    },
  };
}

function killWindows(profile: Profile, { kind, id }: TaskFault): void {
  if (kind === 'powerCut') return profile.cutPower();
  const open = profile.openWindows;
  const some =
    kind === 'killAll' || open.length === 0
      ? open
      : [new Random(`kill ${id}`).pick(open)];
  for (const window of some) window.kill();
}

function strike(world: World, clerks: Clerk[], fault: TimeFault): void {
  const { county, profiles } = world;
  switch (fault.kind) {
    case 'restore': {
      const backup = county.backups[fault.which % county.backups.length];
      if (backup !== undefined) county.restore(backup, fault.how);
      excuseWhatIsGone(world);
      return;
    }
    case 'clock': {
      const profile = profiles[fault.profile];
      if (profile === undefined) return;
      profile.clockOffsetMs = fault.offsetMs;
      profile.frozenAtMs = fault.isFrozen ? profile.scheduler.nowMs : null;
      return;
    }
    case 'proxy': {
      const link = profiles[fault.profile]?.link;
      if (link !== undefined) link.picky += 1;
      return;
    }
    case 'poison': {
      if (fault.isNext === true) {
        county.store.poisonNext += 1;
        return;
      }
      const cases = [...world.oracle.saved.values()].map(
        ({ caseId }) => caseId,
      );
      const caseId = cases[cases.length - 1 - (fault.which % cases.length)];
      if (caseId === undefined) return;
      county.store.poison.add(caseId);
      world.oracle.poisoned.add(caseId);
      return;
    }
    case 'outage': {
      const profile = profiles[fault.profile];
      if (profile !== undefined) breakLink(profile, fault);
      return;
    }
    case 'emptyBattery': {
      const profile = profiles[fault.profile];
      if (profile === undefined) return;
      profile.cutPower();
      profile.clockOffsetMs = fault.offsetMs;
      profile.frozenAtMs = null;
      profile.scheduler.after(
        profile.scheduler.world,
        'starts again',
        fault.downMs,
        () => profile.windows.forEach((window) => window.open()),
      );
      clerks[fault.profile]?.died(fault.downMs + TYPING_MS);
      return;
    }
    case 'publish':
      return publishAnew(world);
    case 'courier':
      return profiles[fault.profile]?.openWindows[0]?.sendByCourier(
        fault.forMs,
      );
    case 'stick': {
      const profile = profiles[fault.profile];
      if (profile !== undefined) carryStick(world, profile, fault);
      return;
    }
    case 'copied': {
      const of = profiles[fault.profile];
      if (of !== undefined) copyProfile(world, clerks, { of, fault });
      return;
    }
    case 'ticketTwice': {
      const of = profiles[fault.profile];
      if (of !== undefined) second.useTicketTwice(world, clerks, { of, fault });
      return;
    }
    case 'rowGone': {
      const profile = profiles[fault.profile];
      if (profile !== undefined) losePhotograph(world, profile, fault.which);
      return;
    }
    case 'openFails':
      return failToOpen(world, clerks, fault);
    case 'evicted':
      return evictStore(world, clerks, fault);
    case 'keyRotated':
      return rotateIntakeKey(world);
    case 'withdrawn':
      return withdrawVersion(world, clerks, fault);
    case 'suspend': {
      const profile = profiles[fault.profile];
      if (profile === undefined) return;
      setAccess(world, profile, 'suspended');
      profile.scheduler.after(
        profile.scheduler.world,
        'has access again',
        fault.forMs,
        () => setAccess(world, profile, 'active'),
      );
      return;
    }
    case 'diskFull': {
      const profile = profiles[fault.profile];
      if (profile === undefined) return;
      profile.disk.isFull = true;
      profile.scheduler.after(
        profile.scheduler.world,
        'disk has room',
        fault.forMs,
        () => (profile.disk.isFull = false),
      );
      return;
    }
    default:
  }
}

/** One whose operation is made already: of a draft the clerk sees it at once. */
function losePhotograph(
  { oracle }: World,
  { disk }: Profile,
  which: number,
): void {
  const rows = disk
    .rows<MaterialRow>('materials')
    .filter(({ state }) => state === 'pending' || state === 'sent');
  const row = rows[which % rows.length];
  if (row === undefined) return;
  oracle.gone.add(row.sha256);
  disk.loseRow('materialBytes', row.sha256);
}

/** True time by which it has had its course, since the run began. */
export function endOf(fault: Fault): number {
  if (fault.on !== 'time') return 0;
  if (fault.kind === 'openFails') return fault.atMs + fault.forMs;
  if (fault.kind === 'evicted')
    return fault.atMs + fault.downMs + fault.submits * fault.everyMs;
  if (fault.kind === 'ticketTwice') return fault.atMs + second.courseOf(fault);
  if (fault.kind === 'withdrawn') return fault.atMs + courseOf(fault);
  return fault.kind === 'emptyBattery'
    ? fault.atMs + fault.downMs + 2 * TYPING_MS
    : fault.atMs;
}

/** All windows hear at once that it is over, if the system says so. */
function breakLink(
  { link, scheduler, windows }: Profile,
  { how, forMs, isTold }: Extract<TimeFault, { kind: 'outage' }>,
): void {
  const { random } = scheduler;
  const outage = (): Mishap | undefined =>
    how === 'cutBefore' && random.chance(0.5)
      ? undefined
      : { kind: how, part: random.below(1000) / 1000 };
  link.outage = outage;
  scheduler.after(scheduler.world, 'link is back', forMs, () => {
    if (link.outage !== outage) return;
    link.outage = undefined;
    if (isTold) for (const window of windows) window.linkIsBack();
  });
}

/** From here on nothing goes wrong any more; what was closed is opened. */
export function stopFaults(world: World, clerks: readonly Clerk[]): void {
  for (const { link, disk } of world.profiles) {
    link.mishaps.clear();
    link.outage = undefined;
    link.picky = 0;
    link.refused.clear();
    disk.isFull = false;
    disk.isUnopenable = false;
  }
  world.county.deaths.clear();
  world.county.unheard.clear();
  world.county.keepRunning();
  mend(world);
  for (const profile of world.profiles) setAccess(world, profile, 'active');
  const isTold = world.scheduler.random.chance(0.6);
  for (const clerk of clerks) clerk.recover(isTold);
}

/** The fault is found, what was held for it runs again, and the county keeps house. */
function mend({ county, scheduler, oracle }: World): void {
  county.store.poison.clear();
  county.store.poisonNext = 0;
  const process = county.process();
  const isAnyLeft =
    oracle.poisoned.size > 0 || county.store.table('unjudged').size > 0;
  if (process === undefined || !isAnyLeft) return;
  county.isBeingMended = true;
  scheduler.post(process.lane, 'mend', () => {
    void keepHouse(process.context)
      .catch((error: unknown) => oracle.bug(error))
      .finally(() => (county.isBeingMended = false));
  });
}

async function keepHouse(context: PlatformContext): Promise<void> {
  await runHeld(context, { code: 'unprocessable', by: 'operator' });
  await judgeKept(context, 0);
}
