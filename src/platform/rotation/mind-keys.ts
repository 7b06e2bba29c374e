import type { PlatformContext } from '../context.ts';
import { isOverdue } from '../keys/rotate-keys.ts';

/** Says in the log that the intake key has been in use for more than a quarter. */
export function mindKeys({
  keys,
  clock,
  log,
}: Pick<PlatformContext, 'keys' | 'clock' | 'log'>): void {
  const [{ kid, from }] = keys.intake;
  if (isOverdue(keys, clock()))
    log.warn({ kid, from: from.toISOString() }, 'intakeKeyOverdue');
}
