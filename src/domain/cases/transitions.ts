// THE table: what may happen to a case in which status. The screens offer acts
// with it, the device checks it, the platform checks it again. An operation it
// forbids is held (notAllowedNow); a reviewer's act gets 409 `changed`.
import type { EventKind } from './event.ts';
import type { OperationKind } from './operation.ts';

export const CASE_STATUSES = [
  'none',
  'received',
  'correcting',
  'accepted',
  'inDepartment',
  'special',
  'concluded',
  'rejected',
  'notAccepted',
  'withdrawn',
] as const;
/** `none` = nothing has been recorded yet. */
export type CaseStatus = (typeof CASE_STATUSES)[number];

export const REVIEW_ACTS = [
  'accept',
  'requestCorrection',
  'refuse',
  'referElsewhere',
  'conclude',
  'reject',
  'firstReview',
  'dispatch',
  'return',
  'start',
  'askJointly',
  'answerJointly',
  'startSpecial',
  'endSpecial',
  'extend',
  'issueResult',
  'post',
  'handOver',
  'grantWithdrawal',
  'refuseWithdrawal',
  'recall',
  'revoke',
  'object',
  'decideObjection',
  'join',
] as const;
/** What a person of an office can do to a case. */
export type ReviewAct = (typeof REVIEW_ACTS)[number];

export type CaseOperationKind = Exclude<OperationKind, 'journal'>;
export type CaseAct = CaseOperationKind | ReviewAct;

/** While an office works on what it has accepted. */
const WORKING = [
  'supplement',
  'withdraw',
  'updateContact',
  'requestCorrection',
  'conclude',
  'reject',
  'firstReview',
  'dispatch',
  'return',
  'start',
  'askJointly',
  'answerJointly',
  'startSpecial',
  'extend',
  'grantWithdrawal',
  'refuseWithdrawal',
  'recall',
  'join',
] as const;
const RATING = ['rate', 'object', 'decideObjection'] as const;

export const ALLOWED_ACTS = {
  none: ['submit'],
  received: [
    'supplement',
    'withdraw',
    'updateContact',
    'accept',
    'requestCorrection',
    'refuse',
    'referElsewhere',
    'dispatch',
    'return',
    'join',
  ],
  correcting: [
    'answerCorrection',
    'withdraw',
    'updateContact',
    'grantWithdrawal',
    'refuseWithdrawal',
    'join',
  ],
  accepted: WORKING,
  inDepartment: WORKING,
  special: [
    'supplement',
    'withdraw',
    'updateContact',
    'answerJointly',
    'endSpecial',
    'grantWithdrawal',
    'refuseWithdrawal',
    'recall',
  ],
  concluded: [
    'confirmDelivery',
    'updateContact',
    'issueResult',
    'post',
    'handOver',
    'recall',
    'revoke',
    ...RATING,
  ],
  rejected: ['recall', ...RATING],
  notAccepted: RATING,
  withdrawn: RATING,
} as const satisfies Record<CaseStatus, readonly CaseAct[]>;

/**
 * The event that an act, once it takes effect, is recorded as. A withdrawal after
 * acceptance is first a wish (`withdrawalRequested`).
 */
export const EVENT_OF_ACT = {
  submit: 'received',
  supplement: 'supplemented',
  answerCorrection: 'correctionAnswered',
  withdraw: 'withdrawn',
  confirmDelivery: 'delivered',
  updateContact: 'contactUpdated',
  rate: 'rated',
  accept: 'accepted',
  requestCorrection: 'correctionRequested',
  refuse: 'acceptanceRefused',
  referElsewhere: 'notAcceptable',
  conclude: 'concludedApproved',
  reject: 'concludedRejected',
  firstReview: 'firstReviewed',
  dispatch: 'dispatched',
  return: 'returned',
  start: 'departmentStarted',
  askJointly: 'jointAsked',
  answerJointly: 'officeAnswered',
  startSpecial: 'specialStarted',
  endSpecial: 'specialEnded',
  extend: 'extended',
  issueResult: 'resultIssued',
  post: 'posted',
  handOver: 'delivered',
  grantWithdrawal: 'withdrawn',
  refuseWithdrawal: 'withdrawalRefused',
  recall: 'recalled',
  revoke: 'revoked',
  object: 'objected',
  decideObjection: 'objectionDecided',
  join: 'joined',
} as const satisfies Record<CaseAct, EventKind>;

/** The table's word, on the device, at intake and in review alike. */
export function isAllowed(status: CaseStatus, act: CaseAct): boolean {
  const acts: readonly CaseAct[] = ALLOWED_ACTS[status];
  return acts.includes(act);
}
