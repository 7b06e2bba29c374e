import { unreachable } from '../unreachable.ts';
import type { CaseState } from './fold-case.ts';

/** The one word a case is shown with; text/status.ts holds word and sentence. */
export const DISPLAY_STATUSES = [
  'draft',
  'waitingSignature',
  'saved',
  'sending',
  'delivered',
  'received',
  'accepted',
  'acceptedWithDeficiency',
  'correcting',
  'inDepartment',
  'publicNotice',
  'paused',
  'awaitingPickup',
  'concluded',
  'rejected',
  'notAccepted',
  'withdrawn',
  'needsAttention',
  'held',
  'unconfirmed',
] as const;
export type DisplayStatus = (typeof DISPLAY_STATUSES)[number];

/** How far a case's submit and materials have come, seen from the device. */
export type Delivery = {
  /** State of the case's submit in the outbox. */
  submit: 'pending' | 'applied' | 'held' | 'refused';
  /** A later operation was refused or held. */
  laterRefused: boolean;
  laterHeld: boolean;
  /** The county was restored from a backup and has not said it again. */
  unconfirmed?: boolean;
  /** The text is on the wire at this moment. */
  textUnderWay: boolean;
  materialsLeft: number;
};

/**
 * The handling word of a folded state (domain events to words). Used alone by
 * the platform's own screens.
 */
export function handlingStatus(state: CaseState): DisplayStatus {
  switch (state.status) {
    case 'none':
      return 'delivered';
    case 'received':
      return 'received';
    case 'correcting':
      return 'correcting';
    case 'accepted':
      return state.hasOpenDeficiency ? 'acceptedWithDeficiency' : 'accepted';
    case 'inDepartment':
      return 'inDepartment';
    case 'special':
      return state.special?.isPublicNotice === true ? 'publicNotice' : 'paused';
    case 'concluded':
      return (state.result?.pickup ?? null) !== null && !state.handedOver
        ? 'awaitingPickup'
        : 'concluded';
    case 'rejected':
      return 'rejected';
    case 'notAccepted':
      return 'notAccepted';
    case 'withdrawn':
      return 'withdrawn';
    default:
      return unreachable(state.status);
  }
}

/**
 * One word a case: until the county has everything the delivery word wins, after
 * that the handling word.
 */
export function displayStatus(
  state: CaseState,
  delivery: Delivery,
): DisplayStatus {
  if (delivery.submit === 'refused' || delivery.laterRefused)
    return 'needsAttention';
  if (delivery.submit === 'held' || delivery.laterHeld) return 'held';
  if (delivery.unconfirmed === true) return 'unconfirmed';
  if (delivery.submit === 'pending')
    return delivery.textUnderWay ? 'sending' : 'saved';
  if (state.version === 0 || state.status === 'received') {
    if (delivery.materialsLeft > 0) return 'sending';
  }
  return handlingStatus(state);
}
