// A browser's profile with all it has, copied to a second machine, where somebody
// goes on with it.
import type { Fault } from '../plan/plan.ts';
import { Clerk } from '../world/clerk.ts';
import type { Profile } from '../world/profile.ts';
import type { World } from '../world/world.ts';

type Copied = Extract<Fault, { kind: 'copied' }>;

/** The acts of a copy are numbered from here. */
const FIRST_ACT = 1000;

/** Waits until nothing is being written there. */
export function copyProfile(
  world: World,
  clerks: Clerk[],
  { of, fault }: { of: Profile; fault: Copied },
): void {
  const { scheduler, profiles } = world;
  const { id, submits, everyMs } = fault;
  if (!of.disk.isStill) {
    scheduler.after(scheduler.world, 'copy', 1, () =>
      copyProfile(world, clerks, { of, fault }),
    );
    return;
  }
  const copy = world.copy(of);
  const clerk = new Clerk(world, copy);
  clerks.push(clerk);
  clerk.begin();
  for (let i = 1; i <= submits; i += 1)
    scheduler.after(scheduler.world, 'act of a copy', i * everyMs, () =>
      clerk.do({
        id: FIRST_ACT * id + i,
        atMs: 0,
        by: 'clerk',
        profile: profiles.indexOf(copy),
        act: 'submit',
        pictures: 1,
      }),
    );
}
