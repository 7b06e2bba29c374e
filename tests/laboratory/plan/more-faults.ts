// Faults of the devices' storage and of the county's own acts, from a chance of
// their own: a kind added here leaves what else a seed plans as it was.
import { Random } from '../scheduler/random.ts';
import type { Fault } from './plan.ts';
import { RARE_FAULTS, type RareKind } from './rare-faults.ts';

const MINUTE = 60_000;

export function moreFaults(
  seed: number,
  {
    profiles,
    lastMs,
    firstId,
    always,
  }: Record<'profiles' | 'lastMs', number> & {
    firstId: number;
    /** Planned in any case. */
    always?: RareKind | undefined;
  },
): Fault[] {
  const random = new Random(`more faults ${seed}`);
  const faults: Fault[] = [];
  const next = () => ({
    id: firstId + faults.length,
    on: 'time' as const,
    atMs: random.below(lastMs + MINUTE),
  });
  for (let profile = 0; profile < profiles; profile += 1) {
    if (random.chance(0.15))
      faults.push({
        ...next(),
        kind: 'diskFull',
        profile,
        forMs: random.between(1, 3 * MINUTE),
      });
    if (random.chance(0.1))
      faults.push({
        ...next(),
        kind: 'suspend',
        profile,
        forMs: random.between(1, 2 * MINUTE),
      });
  }
  if (random.chance(0.2)) faults.push({ ...next(), kind: 'publish' });
  for (const { kind, share, plan } of RARE_FAULTS) {
    const own = new Random(`${kind} ${seed}`);
    if (!own.chance(share) && kind !== always) continue;
    for (const fault of plan(own, { profiles, lastMs: lastMs + MINUTE }))
      faults.push({ id: firstId + faults.length, ...fault });
  }
  return faults;
}
