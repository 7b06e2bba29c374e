// What may leave a device leaves after weeks: once a finished backup is known to
// hold it, and seven days more. The devices lie in a drawer meanwhile.
import { addSafeMark } from '../../../src/platform/database/queries/safe-marks.ts';
import type { Clerk } from '../world/clerk.ts';
import { COUNTY } from '../world/places.ts';
import { stillContext } from '../world/still-context.ts';
import type { World } from '../world/world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A backup that holds all; and, after it was heard of, more than the grace. */
const ABSENCES = [5 * HOUR, 8 * 24 * HOUR];
/** So long the devices are in use then. */
const IN_USE = 4 * MINUTE;

export async function weeksLater(
  world: World,
  clerks: readonly Clerk[],
): Promise<void> {
  const { scheduler, county, profiles } = world;
  for (const absence of ABSENCES) {
    for (const { windows } of profiles)
      for (const window of windows) window.kill();
    scheduler.nowMs += absence;
    const now = new Date(scheduler.nowMs);
    county.backUp();
    const { sql } = stillContext(world);
    await addSafeMark(sql, { county: COUNTY, through: now, at: now });
    for (const clerk of clerks) clerk.recover(true);
    await scheduler.run({
      isOver: () => false,
      untilMs: scheduler.nowMs + IN_USE,
      maxSteps: 50_000,
    });
  }
}
