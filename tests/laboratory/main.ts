// The laboratory's program, one of several processes: runs the plans it is sent
// and answers with what was found (command/pool.mjs sends them).
import './stillness/install.ts';
import type { Plan } from './plan/plan.ts';
import { makePlan } from './plan/make-plan.ts';
import { runPlan } from './run/run-plan.ts';

/** `plan` null: the one that the seed makes. */
type Wish = {
  seed: number;
  plan: Plan | null;
  verbose: boolean;
  /** A known bug need be seen once. */
  stopsAtFirst?: boolean;
};

process.on('message', ({ seed, plan: given, ...how }: Wish) => {
  const plan = given ?? makePlan(seed);
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
