import type { PlatformContext } from '../context.ts';
import { describeError } from '../describe-error.ts';

/** Into the log; the operation itself is held for a person. */
export function reportFault(
  { log }: Pick<PlatformContext, 'log'>,
  operationId: string,
  error: unknown,
): void {
  log.error({ operationId, ...describeError(error) }, 'held: unprocessable');
}
