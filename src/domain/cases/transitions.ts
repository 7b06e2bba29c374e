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
] as const;
/** What a reviewer can do to a case. */
export type ReviewAct = (typeof REVIEW_ACTS)[number];

export type CaseOperationKind = Exclude<OperationKind, 'journal'>;
export type CaseAct = CaseOperationKind | ReviewAct;

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
  ],
  correcting: ['answerCorrection', 'withdraw', 'updateContact'],
  accepted: ['supplement', 'updateContact', 'conclude', 'reject'],
  inDepartment: ['supplement', 'updateContact', 'conclude', 'reject'],
  special: ['supplement', 'updateContact'],
  concluded: ['confirmDelivery', 'updateContact', 'rate'],
  rejected: ['rate'],
  notAccepted: ['rate'],
  withdrawn: ['rate'],
} as const satisfies Record<CaseStatus, readonly CaseAct[]>;

/** The event that an act, once it takes effect, is recorded as. */
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
} as const satisfies Record<CaseAct, EventKind>;

/** The table's word, on the device, at intake and in review alike. */
export function isAllowed(status: CaseStatus, act: CaseAct): boolean {
  const acts: readonly CaseAct[] = ALLOWED_ACTS[status];
  return acts.includes(act);
}
