import type { PlatformContext } from '../context.ts';
import { describeError } from '../describe-error.ts';
import { loadCountyKeys } from './county-keys.ts';

/** A third of what a new key waits before it seals (key-ring.ts). */
const EVERY_MS = 20_000;

/**
 * Reads the keys again from time to time, so that a key that was made, brought back or
 * put away beside the running platform counts without a restart.
 */
export function followKeys(
  context: PlatformContext,
  directory: string,
): { stop: () => Promise<void> } {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(() => takeKeys(context, directory));
  }, EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/** Puts the keys of the folder in the place of those in use; a fault leaves them. */
export async function takeKeys(
  context: PlatformContext,
  directory: string,
): Promise<void> {
  const { config, clock, log } = context;
  try {
    const fresh = await loadCountyKeys(directory, config.county, clock());
    // Whoever has the keys in hand sees them change.
    Object.assign(context.keys, fresh);
  } catch (error) {
    log.error(describeError(error), 'keys');
  }
}
