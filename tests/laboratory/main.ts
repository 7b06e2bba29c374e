// The laboratory's program, one of several processes: runs the plans it is sent
// and answers with what was found (command/pool.mjs sends them).
import './stillness/install.ts';
import './stillness/no-live-queries.ts';
import './stillness/quiet-dexie.ts';
import type { Plan } from './plan/plan.ts';
import { makePlan } from './plan/make-plan.ts';
import type { RareKind } from './plan/rare-faults.ts';
import { runPlan } from './run/run-plan.ts';

/** `plan` null: the one that the seed makes. */
type Wish = {
  seed: number;
  plan: Plan | null;
  verbose: boolean;
  /** Every plan has this fault too. */
  fault?: RareKind;
  /** A known bug need be seen once. */
  stopsAtFirst?: boolean;
};

process.on('message', ({ seed, plan: given, fault, ...how }: Wish) => {
  const plan = given ?? makePlan(seed, fault);
  void runPlan(plan, how).then(
    (result) => process.send?.({ seed, plan, result }),
    (error: unknown) =>
      process.send?.({
        seed,
        plan,
        failure: error instanceof Error ? error.stack : String(error),
      }),
  );
});
process.send?.({ ready: true });
