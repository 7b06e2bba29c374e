// What a running platform does by itself from time to time. Many processes may do
// it at once.
import type { PlatformContext } from './context.ts';
import { describeError } from './describe-error.ts';
import { letGoOfFeed } from './feed/let-go-of-feed.ts';
import { judgeKept } from './intake/judge-kept.ts';
import { sweepUploads } from './materials/sweep-uploads.ts';

const EVERY_MS = 3_600_000;
const CHORES = [judgeKept, sweepUploads, letGoOfFeed] as const;

/** Begins at once; `stop` waits for what is under way. */
export function keepHouse(context: PlatformContext): {
  stop: () => Promise<void>;
} {
  let running = Promise.resolve();
  const turn = () => {
    running = runAll(context, running);
  };
  turn();
  const timer = setInterval(turn, EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

async function runAll(
  context: PlatformContext,
  before: Promise<void>,
): Promise<void> {
  await before;
  for (const chore of CHORES) await run(context, chore);
}

/** One that fails is said and tried again; the others are done all the same. */
async function run(
  context: PlatformContext,
  chore: (typeof CHORES)[number],
): Promise<void> {
  try {
    await chore(context);
  } catch (error) {
    context.log.error(describeError(error), 'housekeeping');
  }
}
