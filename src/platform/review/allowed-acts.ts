import type { CaseState } from '../../domain/cases/fold-case.ts';
import {
  isAllowed,
  REVIEW_ACTS,
  type ReviewAct,
} from '../../domain/cases/transitions.ts';
import { isPermitted, type Principal } from '../people/permissions.ts';

/** What this person may do to the case now: the transition table and the rules of who. */
export function allowedActs(
  principal: Principal,
  subject: { town9: string; clerkId: string },
  state: CaseState,
): ReviewAct[] {
  if (!isPermitted(principal, 'decideCase', subject)) return [];
  return REVIEW_ACTS.filter((act) => isAllowed(state.status, act));
}
