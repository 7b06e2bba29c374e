// One run: everybody is set up, then acts and faults take their course, then the
// faults stop and time goes on until all is settled.
import { StorageError } from '../../../src/device/database/storage-error.ts';
import { baseCounty } from '../world/base-county.ts';
import { Clerk } from '../world/clerk.ts';
import { review } from '../world/reviewer.ts';
import { World } from '../world/world.ts';
import { setRunning } from '../stillness/install.ts';
import { INVARIANTS } from '../invariants/all.ts';
import type { Violation } from '../invariants/invariant.ts';
import type { Act, Plan } from '../plan/plan.ts';
import { armFaults, endOf, stopFaults } from './faults.ts';
import { comeToRest } from './come-to-rest.ts';
import { unsettled } from './settled.ts';
import { Trace } from './trace.ts';
import { weeksLater } from './weeks-later.ts';

export type RunResult = {
  seed: number;
  violations: Violation[];
  operations: number;
  faults: Record<string, number>;
  steps: number;
  /** Of everything that happened, in order. */
  trace: string;
  lines: readonly string[];
};

const MINUTE = 60_000;
const MAX_STEPS = 400_000;
/** Between two looks at what must hold at any moment. */
const LOOK_EVERY = 150;

export async function runPlan(
  plan: Plan,
  { verbose = false, stopsAtFirst = false } = {},
): Promise<RunResult> {
  const world = new World(plan, await baseCounty());
  const trace = new Trace(world.scheduler, verbose);
  const clerks = world.profiles.map((profile) => new Clerk(world, profile));
  const { scheduler } = world;
  const violations = new Map<string, Violation>();
  const found = (some: Violation[]) => {
    for (const each of some) {
      const key = `${each.invariant} ${each.what}`;
      if (violations.has(key)) continue;
      violations.set(key, each);
      if (stopsAtFirst) scheduler.isStopped = true;
      trace.note(`VIOLATION ${key}`);
    }
  };
  const look = () => {
    for (const { during } of INVARIANTS) found(during?.(world) ?? []);
  };
  for (const { watch } of INVARIANTS)
    watch?.(world, (violation) => found([violation]));
  scheduler.onStep = (lane, label) => trace.step(lane, label);

  const stopListening = hearUnhandled(world);
  let ready = 0;
  for (const clerk of clerks)
    void clerk.setUp().then(
      () => (ready += 1),
      (error: unknown) => world.oracle.bug(error),
    );
  await scheduler.run({
    isOver: () => ready === clerks.length && unsettled(world).length === 0,
    untilMs: scheduler.nowMs + 5 * MINUTE,
    maxSteps: MAX_STEPS,
  });
  if (ready < clerks.length) world.oracle.bug(new Error('never set up'));

  world.county.backUp();
  const begun = scheduler.nowMs;
  scheduler.onStep = (lane, label) => {
    trace.step(lane, label);
    faults.step(lane);
    if (scheduler.steps % LOOK_EVERY === 0) look();
  };
  const faults = armFaults(world, { clerks, look, trace });
  for (const act of plan.acts)
    scheduler.after(scheduler.world, `act ${act.id}`, act.atMs, () => {
      trace.note(`act ${act.id} ${act.by} ${act.act}`);
      perform(world, clerks, act);
    });
  const lastMs = Math.max(
    0,
    ...plan.acts.map(({ atMs }) => atMs),
    ...plan.faults.map(endOf),
  );
  await scheduler.run({
    isOver: () =>
      scheduler.nowMs > begun + lastMs && clerks.every(({ isIdle }) => isIdle),
    untilMs: begun + lastMs + 30 * MINUTE,
    maxSteps: MAX_STEPS,
  });

  refuseIfIncomplete();
  trace.note('faults stop');
  stopFaults(world, clerks);
  let end = await comeToRest(world, clerks);
  if (end === 'over' && plan.hasWeeksAfter) {
    trace.note('weeks go by');
    await weeksLater(world, clerks);
    end = await comeToRest(world, clerks);
  }
  if (end !== 'over')
    found([
      {
        invariant: 15,
        counts: 'broken',
        what: `${end}: ${unsettled(world).join('; ') || 'somebody is busy'}`,
      },
    ]);
  for (const clerk of clerks) clerk.lookOver();
  await scheduler.run({
    isOver: () => clerks.every(({ isIdle }) => isIdle),
    untilMs: scheduler.nowMs + MINUTE,
    maxSteps: MAX_STEPS,
  });
  look();
  setRunning(undefined);
  stopListening();
  for (const { atEnd } of scheduler.isStopped ? [] : INVARIANTS)
    found((await atEnd?.(world)) ?? []);
  for (const what of world.oracle.bugs)
    found([{ invariant: 0, counts: 'broken', what }]);
  return {
    seed: plan.seed,
    violations: [...violations.values()],
    operations: world.oracle.saved.size,
    faults: Object.fromEntries(world.oracle.faults),
    steps: scheduler.steps,
    trace: trace.hash(),
    lines: trace.lines,
  };
}

function perform(world: World, clerks: readonly Clerk[], act: Act): void {
  const { county } = world;
  switch (act.by) {
    case 'clerk':
      return clerks[act.profile]?.do(act);
    case 'reviewer':
      return review(world, act.id);
    case 'operator':
      if (act.act === 'backUp') return county.backUp();
      county.process()?.kill();
      return county.keepRunning();
    default:
  }
}

/** A query that the store in memory lacks would look like a faulty county. */
function refuseIfIncomplete(): void {
  const { missingInMemory } = globalThis as { missingInMemory?: string };
  if (missingInMemory !== undefined)
    throw new Error(`memory/queries has no ${missingInMemory}`);
}

/** What nobody catches: in a browser it would stand in the console. */
function hearUnhandled({ oracle }: World): () => void {
  const hear = (error: unknown) => {
    if (error instanceof StorageError) oracle.fault('storageError');
    else oracle.bug(error);
  };
  process.on('unhandledRejection', hear);
  return () => process.off('unhandledRejection', hear);
}
