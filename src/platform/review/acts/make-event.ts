import { unreachable } from '../../../domain/unreachable.ts';
import { accept } from './accept.ts';
import type { Act, ActResult } from './act.ts';
import { handOver, issueResult, post } from './deliver.ts';
import { conclude, refuse, referElsewhere, reject } from './end.ts';
import { extend } from './extend.ts';
import { join } from './join.ts';
import { answerJointly, askJointly } from './joint.ts';
import { dispatch, firstReview, giveBack, start } from './pass-on.ts';
import { decideObjection, object } from './rating.ts';
import { requestCorrection } from './request-correction.ts';
import { endSpecial, startSpecial } from './special.ts';
import {
  grantWithdrawal,
  recall,
  refuseWithdrawal,
  revoke,
} from './take-back.ts';

/** The event that a decision is recorded as, each act by its own rules. */
export async function makeEvent({ decision, ...act }: Act): Promise<ActResult> {
  switch (decision.act) {
    case 'accept':
      return await accept({ ...act, decision });
    case 'requestCorrection':
      return requestCorrection({ ...act, decision });
    case 'refuse':
      return refuse({ ...act, decision });
    case 'referElsewhere':
      return referElsewhere({ ...act, decision });
    case 'conclude':
      return await conclude({ ...act, decision });
    case 'reject':
      return reject({ ...act, decision });
    case 'firstReview':
      return firstReview({ ...act, decision });
    case 'dispatch':
      return dispatch({ ...act, decision });
    case 'return':
      return giveBack({ ...act, decision });
    case 'start':
      return start({ ...act, decision });
    case 'askJointly':
      return askJointly({ ...act, decision });
    case 'answerJointly':
      return answerJointly({ ...act, decision });
    case 'startSpecial':
      return await startSpecial({ ...act, decision });
    case 'endSpecial':
      return endSpecial();
    case 'extend':
      return await extend({ ...act, decision });
    case 'issueResult':
      return issueResult({ ...act, decision });
    case 'post':
      return post({ ...act, decision });
    case 'handOver':
      return handOver({ ...act, decision });
    case 'grantWithdrawal':
      return grantWithdrawal({ ...act, decision });
    case 'refuseWithdrawal':
      return refuseWithdrawal({ ...act, decision });
    case 'recall':
      return recall({ ...act, decision });
    case 'revoke':
      return revoke({ ...act, decision });
    case 'object':
      return object({ ...act, decision });
    case 'decideObjection':
      return decideObjection({ ...act, decision });
    case 'join':
      return await join({ ...act, decision });
    default:
      return unreachable(decision);
  }
}
