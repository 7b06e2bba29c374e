import { unreachable } from '../unreachable.ts';
import type { CaseEvent, CorrectionItem, DueDay, EventBody } from './event.ts';
import type { OfficeOpinion } from './later-events.ts';
import type { Operation } from './operation.ts';
import type { CaseStatus } from './transitions.ts';

/** The present state of a case, derived from its history and nothing else. */
export type CaseState = {
  status: CaseStatus;
  /** Number of the last event folded; 0 = none. */
  version: number;
  /** Five-working-day notice; null before intake is recorded. */
  noticeBy: DueDay | null;
  promisedBy: DueDay | null;
  acceptedAt: string | null;
  endedAt: string | null;
  hasOpenDeficiency: boolean;
  /** The correction notice that waits for an answer. */
  correction: {
    event: number;
    items: CorrectionItem[];
    dueOn: DueDay;
    /** What the case goes back to when it is answered. */
    before: CaseStatus;
  } | null;
  special: {
    isPublicNotice: boolean;
    procedure: string;
    until: DueDay | null;
  } | null;
  /** Office that has the case, by its catalogue id. */
  officeId: string | null;
  result: {
    name: string;
    pickup: string | null;
    note: string;
    window?: string | undefined;
  } | null;
  handedOver: boolean;
  /** Why it ended without success, and who can help. */
  reason: string | null;
  authority: string | null;
  remedy: string | null;
  // Of what came after release 0.1.0; absent: it has not happened.
  /** Offices that were asked together, and what each has said so far. */
  joint?: {
    lead: string;
    dueOn: DueDay;
    offices: JointOffice[];
  };
  /** The correction that nobody answered; a late answer that counts takes it up. */
  lapsed?: CaseState['correction'];
  /** Papers that were put off and whose day is over. */
  lapsedPapers?: string[];
  /** The applicant wants it back, and the office has not said yet. */
  withdrawalAsked?: { event: number; reason: string } | null;
  extendedBy?: number;
  isPosted?: boolean;
  isRated?: boolean;
  /** Who objects to the rating, until that is decided. */
  objection?: { by: string } | null;
};

type OfficeAnswer = Extract<EventBody, { kind: 'officeAnswered' }>;

/** `opinion` null: silent so far, which is no consent. */
export type JointOffice = {
  officeId: string;
  opinion: OfficeOpinion | null;
  note: string;
  items: CorrectionItem[];
};

export const NO_CASE: CaseState = {
  status: 'none',
  version: 0,
  noticeBy: null,
  promisedBy: null,
  acceptedAt: null,
  endedAt: null,
  hasOpenDeficiency: false,
  correction: null,
  special: null,
  officeId: null,
  result: null,
  handedOver: false,
  reason: null,
  authority: null,
  remedy: null,
};

/** Folds events in order of `n`; an event already folded is passed over. */
export function foldCase(
  events: readonly CaseEvent[],
  from: CaseState = NO_CASE,
): CaseState {
  let state = from;
  for (const event of events) {
    if (event.n <= state.version) continue;
    state = {
      ...applyBody(state, event),
      version: event.n,
    };
  }
  return state;
}

/**
 * Replays the device's own operations that are not settled yet on top of what
 * the county has said, so that the screen shows what the clerk did.
 */
export function foldUnsent(
  state: CaseState,
  unsent: readonly { operation: Operation; at: string }[],
): CaseState {
  let next = state;
  for (const { operation, at } of unsent) {
    next = applyOperation(next, operation, at);
  }
  return next;
}

function applyOperation(
  state: CaseState,
  operation: Operation,
  at: string,
): CaseState {
  switch (operation.kind) {
    case 'submit':
      return state.status === 'none' ? { ...state, status: 'received' } : state;
    case 'answerCorrection':
      return state.correction === null ? state : answered(state);
    case 'withdraw':
      if (isWish(state))
        return {
          ...state,
          withdrawalAsked: { event: state.version, reason: operation.reason },
        };
      return {
        ...state,
        status: 'withdrawn',
        endedAt: at,
        correction: null,
        reason: operation.reason,
      };
    case 'confirmDelivery':
      return { ...state, handedOver: true };
    case 'supplement':
    case 'updateContact':
    case 'rate':
    case 'journal':
      return state;
    default:
      return unreachable(operation);
  }
}

/** What an office has accepted is no more the applicant's alone to take back. */
export function isWish({
  status,
  correction,
}: Pick<CaseState, 'status' | 'correction'>): boolean {
  const at = correction?.before ?? status;
  return ['accepted', 'inDepartment', 'special'].includes(at);
}

function answered(state: CaseState): CaseState {
  const { joint } = state;
  return {
    ...state,
    ...(state.lapsed && { endedAt: null, lapsed: null }),
    status: (state.correction ?? state.lapsed)?.before ?? state.status,
    correction: null,
    // Whoever wanted it put right has to say anew.
    ...(joint && {
      joint: {
        ...joint,
        offices: joint.offices.map((office) =>
          office.opinion === 'correction' ? silent(office.officeId) : office,
        ),
      },
    }),
  };
}

function silent(officeId: string): JointOffice {
  return { officeId, opinion: null, note: '', items: [] };
}

function ended(
  state: CaseState,
  status: CaseStatus,
  at: string,
  why: Partial<CaseState> = {},
): CaseState {
  return {
    ...state,
    status,
    endedAt: at,
    correction: null,
    special: null,
    ...(state.withdrawalAsked && { withdrawalAsked: null }),
    ...why,
  };
}

function applyBody(
  state: CaseState,
  { body, n, at, by }: Pick<CaseEvent, 'body' | 'n' | 'at' | 'by'>,
): CaseState {
  switch (body.kind) {
    case 'received':
      return {
        ...state,
        status: 'received',
        noticeBy: body.noticeBy,
        officeId: body.officeId ?? null,
      };
    case 'correctionRequested':
      return {
        ...state,
        status: 'correcting',
        correction: {
          event: n,
          items: body.items,
          dueOn: body.dueOn,
          before: state.correction?.before ?? state.status,
        },
      };
    case 'correctionAnswered':
      return answered(state);
    case 'accepted':
      return {
        ...state,
        status: 'accepted',
        acceptedAt: body.deemedFrom ?? at,
        promisedBy: body.promisedBy,
        hasOpenDeficiency: body.withDeficiency,
      };
    case 'notAcceptable':
    case 'acceptanceRefused':
      return ended(state, 'notAccepted', at, {
        reason: body.reason,
        authority: body.authority,
      });
    case 'departmentStarted':
      return { ...state, status: 'inDepartment', officeId: body.officeId };
    case 'specialStarted':
      return {
        ...state,
        status: 'special',
        special: {
          isPublicNotice: body.isPublicNotice,
          procedure: body.procedure,
          until: body.until,
        },
      };
    case 'specialEnded':
      return { ...state, status: 'inDepartment', special: null };
    case 'concludedApproved':
    case 'concludedWithDeficiency':
      return ended(state, 'concluded', at, {
        result: {
          name: body.result,
          pickup: body.pickup,
          note: body.note,
          ...(body.window !== undefined && { window: body.window }),
        },
      });
    case 'concludedRejected':
      return ended(state, 'rejected', at, {
        reason: body.reason,
        remedy: body.remedy,
      });
    case 'withdrawn':
    case 'recalled':
    case 'revoked':
      return ended(state, 'withdrawn', at, { reason: body.reason });
    case 'delivered':
      return { ...state, handedOver: true };
    case 'supplemented':
      return body.closesGap === true ? withoutGap(state) : state;
    case 'rated':
      return { ...state, isRated: true };
    case 'posted':
      return { ...state, isPosted: true };
    case 'dispatched':
      return { ...state, officeId: body.officeId };
    case 'returned':
      // It lies with the township again, as before any department had it.
      return {
        ...state,
        status: state.status === 'inDepartment' ? 'accepted' : state.status,
        officeId: null,
      };
    case 'jointAsked':
      return {
        ...state,
        joint: {
          lead: body.lead,
          dueOn: body.dueOn,
          offices: body.offices.map(silent),
        },
      };
    case 'officeAnswered':
      return withOpinion(state, body);
    case 'extended':
      return {
        ...state,
        extendedBy: body.workdays,
        promisedBy: body.promisedBy,
      };
    case 'objected':
      return { ...state, objection: { by: by.id } };
    case 'objectionDecided':
      return { ...state, objection: null };
    case 'correctionLapsed':
      return ended(state, 'withdrawn', at, {
        reason: null,
        lapsed: state.correction,
      });
    case 'withdrawalRequested':
      return { ...state, withdrawalAsked: { event: n, reason: body.reason } };
    case 'withdrawalRefused':
      return { ...state, withdrawalAsked: null };
    case 'deficiencyLapsed':
      return {
        ...state,
        lapsedPapers: [...(state.lapsedPapers ?? []), ...body.papers],
      };
    case 'joined':
      if (!body.goesOn) return ended(state, 'withdrawn', at);
      return body.closesGap === true ? withoutGap(state) : state;
    case 'contactUpdated':
    case 'operationHeld':
    case 'firstReviewed':
    case 'resultIssued':
    case 'commitmentChecked':
    case 'deficiencyReminded':
    case 'certificateChecked':
      return state;
    default:
      return unreachable(body);
  }
}

function withoutGap(state: CaseState): CaseState {
  return {
    ...state,
    hasOpenDeficiency: false,
    ...(state.lapsedPapers && { lapsedPapers: [] }),
  };
}

function withOpinion(
  state: CaseState,
  { officeId, opinion, note, items = [] }: OfficeAnswer,
): CaseState {
  const { joint } = state;
  return joint === undefined
    ? state
    : {
        ...state,
        joint: {
          ...joint,
          offices: joint.offices.map((office) =>
            office.officeId === officeId
              ? { officeId, opinion, note, items }
              : office,
          ),
        },
      };
}
