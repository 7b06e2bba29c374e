import type { PlatformContext } from '../context.ts';
import type { MayAct } from '../people/second-person.ts';
import { mayOpenTogether } from './open-together.ts';
import { maySettleTogether } from './settle-work.ts';

/** Whom the matrix lets do something only together with another, act by act. */
export function mayTogether(context: PlatformContext): MayAct {
  return async (principal, { action, subject }) => {
    const [, of = '', code] = subject.split(':');
    if (action === 'settleHeld')
      return await maySettleTogether(context, principal, {
        operationId: of,
        code,
      });
    const [caseId = ''] = of.split('/');
    return await mayOpenTogether(context, principal, caseId);
  };
}
