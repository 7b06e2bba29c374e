// What ends a case otherwise than by its decision, or undoes that.
import { recorded, type Act, type ActResult } from './act.ts';

/** For the reason that the applicant gave. */
export function grantWithdrawal({ row }: Act<'grantWithdrawal'>): ActResult {
  const reason = row.state.withdrawalAsked?.reason ?? '';
  return recorded({ kind: 'withdrawn', reason });
}

/** The case goes on; the applicant is told why. */
export function refuseWithdrawal({
  decision,
}: Act<'refuseWithdrawal'>): ActResult {
  return recorded({ kind: 'withdrawalRefused', reason: decision.reason });
}

/** What was lawful when it was given (Administrative Licensing Law art. 8). */
export function recall({ decision }: Act<'recall'>): ActResult {
  return recorded({ kind: 'recalled', reason: decision.reason });
}

/** What should never have been given (art. 69). */
export function revoke({ decision }: Act<'revoke'>): ActResult {
  return recorded({ kind: 'revoked', reason: decision.reason });
}
