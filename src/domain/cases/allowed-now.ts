import { unreachable } from '../unreachable.ts';
import type { CaseState } from './fold-case.ts';
import { isAllowed, type CaseAct } from './transitions.ts';

/**
 * The table's word, and beside the status whatever else of the case an act hangs on:
 * nobody grants what was not asked for, and what may be done once is done once.
 */
export function isAllowedNow(state: CaseState, act: CaseAct): boolean {
  return isAllowed(state.status, act) && hasItsGround(state, act);
}

function hasItsGround(state: CaseState, act: CaseAct): boolean {
  const { status, officeId, joint, result, handedOver } = state;
  const isAsked = (state.withdrawalAsked ?? null) !== null;
  switch (act) {
    case 'requestCorrection':
      // All that was missing has been said, but what an office finds that was asked.
      return (
        status === 'received' ||
        joint?.offices.some(({ opinion }) => opinion === 'correction') === true
      );
    case 'return':
    case 'start':
      return officeId !== null;
    case 'askJointly':
      return joint === undefined;
    case 'answerJointly':
      return joint?.offices.some(({ opinion }) => opinion === null) === true;
    case 'extend':
      return state.extendedBy === undefined;
    case 'withdraw':
    case 'conclude':
    case 'reject':
      return !isAsked;
    case 'grantWithdrawal':
    case 'refuseWithdrawal':
      return isAsked;
    case 'post':
    case 'handOver':
      return (result?.pickup ?? null) !== null && !handedOver;
    case 'object':
      return state.isRated === true && state.objection === undefined;
    case 'decideObjection':
      return (state.objection ?? null) !== null;
    case 'submit':
    case 'supplement':
    case 'answerCorrection':
    case 'confirmDelivery':
    case 'updateContact':
    case 'rate':
    case 'accept':
    case 'refuse':
    case 'referElsewhere':
    case 'firstReview':
    case 'dispatch':
    case 'startSpecial':
    case 'endSpecial':
    case 'issueResult':
    case 'recall':
    case 'join':
    case 'revoke':
      return true;
    default:
      return unreachable(act);
  }
}
