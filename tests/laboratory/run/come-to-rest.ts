import { REST_MS } from '../invariants/15-it-comes-to-rest.ts';
import type { Fault } from '../plan/plan.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import type { Clerk } from '../world/clerk.ts';
import type { World } from '../world/world.ts';
import { inTray, isAtRest } from './settled.ts';

const MAX_STEPS = 400_000;
/** Steps between two looks. */
const LOOK_EVERY = 20;
/** So long nothing moves: what comes of an answer is not begun at once. */
const CALM_LOOKS = 5;
/** What was under way when the faults stopped has been answered by then. */
const ANSWERED_MS = 15 * 60_000;
/** What a clerk sends again may be refused again. */
const PASSES = 3;

/** Goes on until all is settled; what lies in a tray the clerk works off. */
export async function comeToRest(
  world: World,
  clerks: readonly Clerk[],
): ReturnType<Scheduler['run']> {
  for (let pass = 1; ; pass += 1) {
    const end = await settleSeen(world, clerks);
    const isLeft = world.profiles.some(({ disk }) => inTray(disk).length > 0);
    if (end !== 'over' || pass === PASSES || !isLeft) return end;
    for (const clerk of clerks) clerk.workOffTray();
  }
}

/** Faults after which a device may wait for its clerk, who has done all he was to. */
const WAITED_FOR: ReadonlySet<Fault['kind']> = new Set(['suspend', 'copied']);

/**
 * A device that was suspended may hear so after its clerk has unlocked it for the last
 * time: the question was answered before it got its access back. It locks itself, as
 * it must, and reads nothing more until its clerk, who sees it, unlocks once more.
 * And a profile that was copied when its ticket was read and nobody had chosen a
 * secret makes two devices of one ticket: the county binds the first, and the other
 * waits until its clerk, who sees it, has been sent another ticket.
 */
async function settleSeen(
  world: World,
  clerks: readonly Clerk[],
): ReturnType<Scheduler['run']> {
  if (!world.plan.faults.some(({ kind }) => WAITED_FOR.has(kind)))
    return settle(world, clerks, REST_MS);
  const end = await settle(world, clerks, ANSWERED_MS);
  if (end !== 'late') return end;
  for (const clerk of clerks) clerk.doWhatScreensSay();
  return settle(world, clerks, REST_MS - ANSWERED_MS);
}

function settle(
  world: World,
  clerks: readonly Clerk[],
  forMs: number,
): ReturnType<Scheduler['run']> {
  const { scheduler } = world;
  let nextLook = 0;
  let calmLooks = 0;
  return scheduler.run({
    isOver: () => {
      if (scheduler.steps < nextLook) return false;
      nextLook = scheduler.steps + LOOK_EVERY;
      const isSettled = clerks.every(({ isIdle }) => isIdle) && isAtRest(world);
      calmLooks = isSettled ? calmLooks + 1 : 0;
      return calmLooks > CALM_LOOKS;
    },
    untilMs: scheduler.nowMs + forMs,
    maxSteps: MAX_STEPS,
  });
}
