// What a running platform does by itself from time to time. Many processes may do
// it at once.
import { readyAuditMonths } from './audit/ready-months.ts';
import { verifyCertificates } from './certificates/verify-certificates.ts';
import { countDueDays } from './clocks/count-due-days.ts';
import { deemAccepted } from './clocks/deem-accepted.ts';
import { lapseCorrections } from './clocks/lapse-corrections.ts';
import { watchDeficiencies } from './clocks/watch-deficiencies.ts';
import type { PlatformContext } from './context.ts';
import { describeError } from './describe-error.ts';
import { rollUp } from './figures/roll-up.ts';
import { judgeKept } from './intake/judge-kept.ts';
import { findLost } from './materials/find-lost.ts';
import { sendMessages } from './messages/send-messages.ts';
import { sendEvents } from './outbound/send-events.ts';
import { RULES, runRule } from './retention/rules.ts';
import { mindKeys } from './rotation/mind-keys.ts';
import { renewColumns } from './rotation/renew-columns.ts';
import { renewWraps } from './rotation/renew-wraps.ts';

const EVERY_MS = 3_600_000;
/** What is kept unjudged may answer a case in time, so it comes first. */
const CHORES = [
  judgeKept,
  findLost,
  countDueDays,
  ...RULES.map(
    (rule) => async (context: PlatformContext) => await runRule(context, rule),
  ),
  renewColumns,
  renewWraps,
  mindKeys,
  readyAuditMonths,
] as const;
/**
 * Not in the first turn: a database that was put back to an older state without our
 * knowing is found out by the first device that asks, and what is done here stays.
 */
const LATER_CHORES = [
  deemAccepted,
  lapseCorrections,
  watchDeficiencies,
] as const;

const OFTEN_MS = 60_000;
const ERRANDS = [verifyCertificates, sendEvents, sendMessages, rollUp] as const;

/** Begins at once; `stop` waits for what is under way, and for no other server. */
export function keepHouse(context: PlatformContext): {
  stop: () => Promise<void>;
} {
  let running = runAll(context, CHORES);
  const next = () => {
    running = running.then(() => runAll(context, [...CHORES, ...LATER_CHORES]));
  };
  // They wait for systems of others, or cannot wait: nothing else waits with them.
  const stopping = new AbortController();
  const errands = ERRANDS.map((errand) => {
    let under: Promise<void> | undefined;
    const go = () => {
      under ??= run(context, () => errand(context, stopping.signal)).finally(
        () => {
          under = undefined;
        },
      );
    };
    return { timer: setInterval(go, OFTEN_MS), ended: () => under };
  });
  const timer = setInterval(next, EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      for (const errand of errands) clearInterval(errand.timer);
      stopping.abort();
      await Promise.all([running, ...errands.map(({ ended }) => ended())]);
    },
  };
}

type Chore = (context: PlatformContext) => unknown;

async function runAll(
  context: PlatformContext,
  chores: readonly Chore[],
): Promise<void> {
  for (const chore of chores) await run(context, chore);
}

/** One that fails is said and tried again; the others are done all the same. */
async function run(context: PlatformContext, chore: Chore): Promise<void> {
  try {
    await chore(context);
  } catch (error) {
    context.log.error(describeError(error), 'housekeeping');
  }
}
