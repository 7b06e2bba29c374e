// The permission matrix of the county's service, row by row: who may do what, with
// whose cases, under which condition. What is not named is forbidden. Only
// permissions.ts reads it.

import type { StaffRole } from '../../protocol/review.ts';

/** Who asks: an account's role, the holder of a receipt, another system. */
export type Asker = StaffRole | 'resident' | 'system';

/**
 * Whose cases, or acts: of the own station (also its masked list of tasks), the own
 * township, those dispatched to the own department, the own window's results, the
 * whole county, the receipt's one case, the system's own cases, whatever is one's own.
 */
export type Where =
  | 'station'
  | 'tasks'
  | 'township'
  | 'department'
  | 'window'
  | 'county'
  | 'receipt'
  | 'contract'
  | 'self';

/**
 * What else must hold. The use case vouches for it (`met` in permissions.ts); a
 * grant whose condition it does not name is none there.
 */
export type Condition =
  // How the case is shown.
  | 'masked'
  | 'deliveryFields'
  | 'noNames'
  | 'totals'
  | 'agreedFields'
  // What the person has said or shown before.
  | 'reason'
  | 'secondPerson'
  | 'freshLogin'
  | 'signed'
  | 'twoOfThree'
  | 'contract'
  // What the case or the matter is.
  | 'readable'
  | 'unreleased'
  | 'isAuthority'
  | 'isConcluding'
  | 'notForkedOrRevoked'
  | 'lateOrNotAllowed'
  // Less than the whole act.
  | 'atCounter'
  | 'prefill'
  | 'returnOnly'
  | 'rerouteOnly'
  | 'statusOnly'
  | 'requestOnly'
  | 'confirmOnly'
  | 'askOnly'
  | 'readOnly'
  | 'witnessOnly'
  | 'toldOnly'
  | 'thirtyDays'
  | 'proposal'
  | 'suspension'
  | 'ownActs'
  | 'stationActs'
  | 'devicesAndSettings'
  | 'openingsOnly';

export type Grant = { where: Where; conditions: readonly Condition[] };

const at = (where: Where, ...conditions: Condition[]): Grant => ({
  where,
  conditions,
});
/** Short as in the matrix: S, V, T, D, W, C, and 1 for the receipt's case. */
const S = at('station');
const T = at('township');
const D = at('department');
const W = at('window');
const C = at('county');

type Row = Partial<Record<Asker, readonly Grant[]>>;

export const MATRIX = {
  /** Draft, submit, supplement, answer. */
  takeIn: {
    clerk: [S],
    head: [S],
    reviewer: [at('station', 'atCounter')],
    resident: [at('receipt', 'prefill')],
    system: [at('county', 'contract')],
  },
  readCase: {
    clerk: [at('station', 'readable')],
    head: [S],
    reviewer: [T],
    handler: [D],
    window: [at('window', 'deliveryFields')],
    auditor: [at('county', 'masked', 'reason')],
    resident: [at('receipt', 'masked')],
    system: [at('contract')],
  },
  openMaterial: {
    clerk: [at('station', 'unreleased')],
    reviewer: [T],
    handler: [D],
    auditor: [at('county', 'secondPerson', 'reason')],
  },
  /** By a whole identity number or by name. */
  searchPersons: {
    clerk: [at('station', 'masked')],
    head: [at('station', 'masked')],
    reviewer: [T],
    handler: [D],
    window: [W],
  },
  /** Ask for a correction, accept, refuse, begin and end a special procedure. */
  judge: { reviewer: [at('township', 'isAuthority')], handler: [D] },
  /** Dispatch, re-route, join duplicates. */
  dispatch: {
    reviewer: [T],
    handler: [at('department', 'returnOnly')],
    administrator: [at('county', 'rerouteOnly')],
  },
  /** Decide, upload the result. */
  conclude: {
    reviewer: [at('township', 'isConcluding')],
    handler: [D],
    system: [at('contract', 'statusOnly')],
  },
  /** Hand over, post, confirm delivery. */
  handOver: {
    clerk: [S, at('tasks')],
    head: [S, at('tasks')],
    reviewer: [T],
    window: [W],
    resident: [at('receipt', 'confirmOnly')],
  },
  /** Recorded; the applicant's wish is signed. */
  withdraw: {
    clerk: [at('station', 'signed')],
    head: [at('station', 'signed')],
    reviewer: [at('township', 'signed')],
    resident: [at('receipt', 'requestOnly')],
  },
  rate: {
    clerk: [at('station', 'askOnly')],
    resident: [at('receipt')],
  },
  readRatings: {
    head: [at('station', 'totals')],
    reviewer: [T],
    handler: [D],
    administrator: [C],
    auditor: [C],
    resident: [at('receipt')],
  },
  /** Settle what intake has held for a person. */
  settleHeld: {
    reviewer: [at('township', 'notForkedOrRevoked')],
    handler: [at('department', 'lateOrNotAllowed')],
    administrator: [
      at('county', 'notForkedOrRevoked'),
      at('county', 'secondPerson'),
    ],
    auditor: [at('county', 'readOnly')],
  },
  /** Vouch for a clerk, or enrol one. */
  enrolClerk: {
    head: [at('station', 'thirtyDays')],
    reviewer: [at('township', 'proposal')],
    administrator: [C],
  },
  /** Revoke a device or a clerk, unlock a lease. */
  revokeDevice: {
    head: [at('station', 'suspension')],
    reviewer: [at('township', 'suspension')],
    administrator: [C],
  },
  /** Recover a vault by the recovery key. */
  recoverVault: {
    administrator: [at('county', 'twoOfThree')],
    auditor: [at('county', 'witnessOnly')],
  },
  /** Publish or withdraw catalogue, calendar, codes. */
  publishCatalogue: {
    reviewer: [at('township', 'proposal')],
    handler: [at('department', 'proposal')],
    administrator: [at('county', 'secondPerson')],
    auditor: [at('county', 'readOnly')],
    resident: [at('county', 'readOnly')],
    system: [at('county', 'readOnly')],
  },
  /**
   * Take a village's stick in, of whatever township: its makers' signatures prove
   * what is on it.
   */
  importStick: { reviewer: [T], window: [W], administrator: [C] },
  readFigures: {
    clerk: [S],
    head: [S],
    reviewer: [T],
    handler: [D],
    window: [W],
    administrator: [at('county', 'noNames')],
    auditor: [C],
    system: [at('contract', 'agreedFields')],
  },
  exportRows: {
    reviewer: [at('township', 'freshLogin')],
    handler: [at('department', 'freshLogin')],
    administrator: [at('county', 'secondPerson')],
    auditor: [at('county', 'secondPerson')],
    system: [at('contract', 'agreedFields')],
  },
  readAudit: {
    clerk: [at('self', 'ownActs')],
    head: [at('station', 'stationActs')],
    reviewer: [at('self', 'ownActs')],
    handler: [at('self', 'ownActs')],
    window: [at('self', 'ownActs')],
    administrator: [at('county', 'devicesAndSettings')],
    auditor: [C],
    resident: [at('receipt', 'openingsOnly')],
  },
  /** New epoch, key rotation, restore, user roles. */
  runCounty: {
    administrator: [at('county', 'secondPerson')],
    auditor: [at('county', 'toldOnly')],
  },
} as const satisfies Record<string, Row>;

export type Action = keyof typeof MATRIX;

/** The matrix's cell; empty: forbidden. */
export function grantsOf(action: Action, asker: Asker): readonly Grant[] {
  const row: Row = MATRIX[action];
  return row[asker] ?? [];
}

/** Acts that nobody does on his own, his household's or a case he took in. */
export const NEVER_ON_OWN: readonly Action[] = [
  'judge',
  'dispatch',
  'conclude',
  'settleHeld',
];
