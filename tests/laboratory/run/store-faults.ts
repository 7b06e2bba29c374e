// The browser's database fails as a whole: it cannot be opened for a while, or it is
// taken away. Nobody has it open any more when that begins, so whoever comes meets it.
import type { Fault } from '../plan/plan.ts';
import { excuseWhatIsGone, noteEviction } from '../oracle/eviction.ts';
import type { Clerk } from '../world/clerk.ts';
import type { World } from '../world/world.ts';

type OpenFails = Extract<Fault, { kind: 'openFails' }>;
type Evicted = Extract<Fault, { kind: 'evicted' }>;

/** The acts after it are numbered from here. */
const FIRST_ACT = 10_000;

/** The windows are closed; meanwhile the system starts a service worker too. */
export function failToOpen(
  world: World,
  clerks: readonly Clerk[],
  { profile: index, forMs, downMs }: OpenFails,
): void {
  const { scheduler, profiles } = world;
  const profile = profiles[index];
  if (profile === undefined) return;
  for (const window of profile.windows) window.kill();
  profile.disk.isUnopenable = true;
  clerks[index]?.died(downMs);
  scheduler.after(scheduler.world, 'courier', (downMs + forMs) / 2, () =>
    profile.openWindows[0]?.sendByCourier(forMs),
  );
  scheduler.after(
    scheduler.world,
    'store opens',
    forMs,
    () => (profile.disk.isUnopenable = false),
  );
}

/** The clerk comes back, is told, enrols the browser again and goes on. */
export function evictStore(
  world: World,
  clerks: readonly Clerk[],
  { id, profile: index, downMs, submits, everyMs }: Evicted,
): void {
  const { scheduler, profiles } = world;
  const profile = profiles[index];
  if (profile === undefined) return;
  for (const window of profile.windows) window.kill();
  noteEviction(world, profile);
  profile.disk.evict();
  excuseWhatIsGone(world);
  for (const hear of world.onEvicted) hear(profile);
  const clerk = clerks[index];
  clerk?.died(downMs);
  for (let i = 1; i <= submits; i += 1)
    scheduler.after(
      scheduler.world,
      'act of one enrolled again',
      downMs + i * everyMs,
      () =>
        clerk?.do({
          id: FIRST_ACT * id + i,
          atMs: 0,
          by: 'clerk',
          profile: index,
          act: 'submit',
          pictures: i % 2,
        }),
    );
}
