import type { CaseState } from '../../domain/cases/fold-case.ts';
import { isAllowedNow } from '../../domain/cases/allowed-now.ts';
import { REVIEW_ACTS, type ReviewAct } from '../../domain/cases/transitions.ts';
import type { Condition } from '../people/matrix.ts';
import { isPermitted, type Principal } from '../people/permissions.ts';
import type { PlaceOfPersons } from './case-persons.ts';
import { subjectOf } from './case-subject.ts';

/** A case is decided where it lies: in its township, or in the department that has it. */
const DECIDING: readonly Condition[] = ['isAuthority', 'isConcluding'];

const ENDINGS: readonly ReviewAct[] = ['conclude', 'reject'];

/** Whether the matrix lets this person do it to this case, in whatever state. */
export function mayAct(
  principal: Principal,
  place: PlaceOfPersons,
  act: ReviewAct,
): boolean {
  const action = ENDINGS.includes(act) ? 'conclude' : 'judge';
  return isPermitted(principal, action, subjectOf(place), DECIDING);
}

/** What this person may do to the case now: the transition table and the rules of who. */
export function allowedActs(
  principal: Principal,
  place: PlaceOfPersons,
  state: CaseState,
): ReviewAct[] {
  return REVIEW_ACTS.filter(
    (act) => isAllowedNow(state, act) && mayAct(principal, place, act),
  );
}
