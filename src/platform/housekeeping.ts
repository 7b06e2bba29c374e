// What a running platform does by itself from time to time. Many processes may do
// it at once.
import type { PlatformContext } from './context.ts';
import { describeError } from './describe-error.ts';
import { sweepUploads } from './materials/sweep-uploads.ts';

const EVERY_MS = 3_600_000;

/** Begins at once; `stop` waits for what is under way. */
export function keepHouse(context: PlatformContext): {
  stop: () => Promise<void>;
} {
  let running = Promise.resolve();
  const turn = () => {
    running = running
      .then(async () => await sweepUploads(context))
      .then(() => undefined)
      .catch((error: unknown) => {
        context.log.error(describeError(error), 'housekeeping');
      });
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
