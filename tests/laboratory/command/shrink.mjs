// A failing plan made short: faults and acts are taken out, in halves, quarters and
// at last one by one, as long as the same invariant still fails (ddmin, Zeller and
// Hildebrandt 2002).
import { runAll } from './pool.mjs';

const LISTS = ['faults', 'acts'];

/**
 * Gives the shortest plan found that still breaks `invariant`.
 * `say` hears of every step that made it shorter.
 */
export async function shrink({ path, jobs, plan, invariant, say }) {
  let best = plan;
  for (let isShorter = true; isShorter;) {
    isShorter = false;
    for (const list of LISTS) {
      const shorter = await shrinkList({ path, jobs, best, invariant, list });
      if (shorter[list].length === best[list].length) continue;
      best = shorter;
      isShorter = true;
      say(`${best.faults.length} faults, ${best.acts.length} acts`);
    }
    const smaller = await firstThatFails({
      path,
      jobs,
      invariant,
      plans: simpler(best),
    });
    if (smaller === undefined) continue;
    best = smaller;
    isShorter = true;
  }
  return best;
}

async function shrinkList({ path, jobs, best: plan, invariant, list }) {
  let best = plan;
  let pieces = 2;
  while (best[list].length > 0) {
    const size = Math.max(1, Math.ceil(best[list].length / pieces));
    const plans = [];
    for (let at = 0; at < best[list].length; at += size)
      plans.push({ ...best, [list]: best[list].toSpliced(at, size) });
    const shorter = await firstThatFails({ path, jobs, invariant, plans });
    if (shorter !== undefined) {
      best = shorter;
      pieces = Math.max(2, pieces - 1);
    } else if (size === 1) break;
    else pieces = Math.min(pieces * 2, best[list].length);
  }
  return best;
}

/** Fewer windows, one server. */
function simpler(plan) {
  const plans = plan.profiles.flatMap((profile, at) =>
    profile.windows === 1
      ? []
      : [
          {
            ...plan,
            profiles: plan.profiles.with(at, { ...profile, windows: 1 }),
          },
        ],
  );
  return plan.processes === 1 ? plans : [...plans, { ...plan, processes: 1 }];
}

/** The first in their order, so that a plan is shrunk the same way each time. */
async function firstThatFails({ path, jobs, invariant, plans }) {
  let first;
  await runAll({
    path,
    jobs: Math.min(jobs, plans.length),
    wishes: plans.map((plan, at) => ({
      seed: plan.seed,
      plan,
      at,
      verbose: false,
    })),
    onResult: ({ at }, { result, failure }) => {
      const isSame =
        failure === undefined
          ? result.violations.some((each) => each.invariant === invariant)
          : invariant === 0;
      if (isSame) first = Math.min(first ?? at, at);
      return first === undefined;
    },
  });
  return first === undefined ? undefined : plans[first];
}
