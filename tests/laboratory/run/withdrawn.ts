// A version of the catalogue is withdrawn by law, while drafts and what is not sent yet
// are pinned to it. What was done before stands; the rest a person decides on.
import { withdrawCatalogue } from '../../../src/platform/commands/withdraw-catalogue.ts';
import { readHeldIds } from '../../../src/platform/database/queries/operations.ts';
import { settleHeld } from '../../../src/platform/intake/settle-held.ts';
import type { Fault } from '../plan/plan.ts';
import type { Clerk } from '../world/clerk.ts';
import { COUNTY } from '../world/places.ts';
import type { World } from '../world/world.ts';
import { inProcess, publishAnew } from './county-acts.ts';

type Withdrawn = Extract<Fault, { kind: 'withdrawn' }>;

/** The acts of its clerks are numbered from here. */
const FIRST_ACT = 1000;

export function withdrawVersion(
  world: World,
  clerks: readonly Clerk[],
  fault: Withdrawn,
): void {
  const { scheduler } = world;
  const { withdrawMs, replaceMs, handInMs, settleMs } = fault;
  const later = (what: string, ms: number, run: () => void) =>
    scheduler.after(scheduler.world, what, ms, run);
  everybody(clerks, fault, 'draft');
  later('withdrawn', withdrawMs, () => withdraw(world, fault));
  if (replaceMs !== null)
    later('replaced', withdrawMs + replaceMs, () => publishAnew(world, 3));
  later('handed in', withdrawMs + handInMs, () =>
    everybody(clerks, fault, 'handIn'),
  );
  later('settled', withdrawMs + handInMs + settleMs, () =>
    settle(world, fault),
  );
}

/** True time from its beginning to its end. */
export function courseOf({
  withdrawMs,
  replaceMs,
  handInMs,
  settleMs,
}: Withdrawn): number {
  return withdrawMs + Math.max(replaceMs ?? 0, handInMs + settleMs);
}

function everybody(
  clerks: readonly Clerk[],
  { id }: Withdrawn,
  act: 'draft' | 'handIn',
): void {
  for (const [profile, clerk] of clerks.entries())
    clerk.do({
      id: FIRST_ACT * id + 2 * profile + (act === 'draft' ? 0 : 1),
      atMs: 0,
      by: 'clerk',
      profile,
      act,
    });
}

function withdraw(world: World, { mode }: Withdrawn): void {
  const { county, base } = world;
  const current = [...county.store.table('catalogues').values()].find(
    ({ isCurrent }) => isCurrent,
  );
  const version = current?.version ?? base.catalogueVersion;
  inProcess(world, (context) => withdrawCatalogue(context, { version, mode }));
}

/** A person looks through what is held for it. */
function settle(world: World, { decision }: Withdrawn): void {
  if (decision === null) return;
  inProcess(world, async (context) => {
    const held = await readHeldIds(context.sql, {
      county: COUNTY,
      code: 'catalogueWithdrawn',
    });
    for (const operationId of held) {
      world.oracle.decidedByHand.add(operationId);
      await settleHeld(context, {
        operationId,
        by: 'department',
        decision,
        reason: 'the law of that day',
      });
    }
  });
}
