import { REST_MS } from '../invariants/15-it-comes-to-rest.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import type { Clerk } from '../world/clerk.ts';
import type { World } from '../world/world.ts';
import { inTray, unsettled } from './settled.ts';

const MAX_STEPS = 400_000;
/** Steps between two looks. */
const LOOK_EVERY = 20;
/** So long nothing moves: a look may fall into the middle of a transaction. */
const CALM_LOOKS = 5;
/** What a clerk sends again may be refused again. */
const PASSES = 3;

/** Goes on until all is settled; what lies in a tray the clerk works off. */
export async function comeToRest(
  world: World,
  clerks: readonly Clerk[],
): ReturnType<Scheduler['run']> {
  for (let pass = 1; ; pass += 1) {
    const end = await settle(world, clerks);
    const isLeft = world.profiles.some(({ disk }) => inTray(disk).length > 0);
    if (end !== 'over' || pass === PASSES || !isLeft) return end;
    for (const clerk of clerks) clerk.workOffTray();
  }
}

function settle(
  world: World,
  clerks: readonly Clerk[],
): ReturnType<Scheduler['run']> {
  const { scheduler } = world;
  let nextLook = 0;
  let calmLooks = 0;
  return scheduler.run({
    isOver: () => {
      if (scheduler.steps < nextLook) return false;
      nextLook = scheduler.steps + LOOK_EVERY;
      const isSettled =
        clerks.every(({ isIdle }) => isIdle) && unsettled(world).length === 0;
      calmLooks = isSettled ? calmLooks + 1 : 0;
      return calmLooks > CALM_LOOKS;
    },
    untilMs: scheduler.nowMs + REST_MS,
    maxSteps: MAX_STEPS,
  });
}
