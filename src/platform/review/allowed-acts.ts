import { isAllowedNow } from '../../domain/cases/allowed-now.ts';
import { REVIEW_ACTS, type ReviewAct } from '../../domain/cases/transitions.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue-schema.ts';
import {
  acceptingDepartment,
  isConcludedByTownship,
} from '../../domain/catalogue/case-route.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { Action, Condition } from '../people/matrix.ts';
import {
  isPermitted,
  type Principal,
  type Subject,
} from '../people/permissions.ts';
import type { PlaceOfPersons } from './case-persons.ts';
import { actedOn, askedOffice } from './case-subject.ts';

/** A case with what its matter says of who does what. */
export type Routed = {
  row: PlaceOfPersons;
  catalogue: Pick<Catalogue, 'departments'>;
  matter: Pick<Matter, 'routing'>;
};

/** The matrix's row of each act. */
const ACTIONS: Record<ReviewAct, Action> = {
  accept: 'judge',
  requestCorrection: 'judge',
  refuse: 'judge',
  referElsewhere: 'judge',
  firstReview: 'judge',
  start: 'judge',
  askJointly: 'judge',
  answerJointly: 'judge',
  startSpecial: 'judge',
  endSpecial: 'judge',
  extend: 'judge',
  grantWithdrawal: 'judge',
  refuseWithdrawal: 'judge',
  object: 'judge',
  dispatch: 'dispatch',
  return: 'dispatch',
  join: 'dispatch',
  conclude: 'conclude',
  reject: 'conclude',
  issueResult: 'conclude',
  recall: 'conclude',
  revoke: 'conclude',
  post: 'handOver',
  handOver: 'handOver',
  // Decided by a second person, of the county.
  decideObjection: 'settleHeld',
};

/** Whether the matrix lets this person do it to this case, in whatever state. */
export function mayAct(
  principal: Principal,
  routed: Routed,
  act: ReviewAct,
): boolean {
  return isPermitted(
    principal,
    ACTIONS[act],
    whose(routed.row, act),
    metOf(routed, act),
  );
}

/** What this person may do to the case now: the transition table and the rules of who. */
export function allowedActs(principal: Principal, routed: Routed): ReviewAct[] {
  return REVIEW_ACTS.filter(
    (act) =>
      isAllowedNow(routed.row.state, act) && mayAct(principal, routed, act),
  );
}

function whose(row: PlaceOfPersons, act: ReviewAct): Subject {
  if (act === 'answerJointly') {
    const offices = row.state.joint?.offices ?? [];
    return askedOffice(row, ...offices.map(({ officeId }) => officeId));
  }
  const { officeId } = row.state;
  // Only the department itself begins, and gives back.
  if (act === 'start' || act === 'return')
    return askedOffice(row, ...(officeId === null ? [] : [officeId]));
  return actedOn(row);
}

/** What the matter, and the act, say of the conditions that grants ask for. */
function metOf(routed: Routed, act: ReviewAct): Condition[] {
  if (act === 'return') return ['returnOnly'];
  if (act === 'decideObjection') return ['secondPerson'];
  return metByMatter(routed);
}

/** Whether the township itself may judge it and conclude it. */
export function metByMatter({
  catalogue,
  matter,
}: Pick<Routed, 'catalogue' | 'matter'>): Condition[] {
  return [
    ...(acceptingDepartment(catalogue, matter) === undefined
      ? (['isAuthority'] as const)
      : []),
    ...(isConcludedByTownship(catalogue, matter)
      ? (['isConcluding'] as const)
      : []),
  ];
}
