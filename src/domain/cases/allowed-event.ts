import type { EventKind } from './event.ts';
import {
  ALLOWED_ACTS,
  EVENT_OF_ACT,
  type CaseAct,
  type CaseStatus,
} from './transitions.ts';

/** Events that no act of ours stands behind, and where they may stand. */
const OTHERS: Partial<Record<EventKind, readonly CaseStatus[]>> = {
  departmentStarted: ['accepted'],
  specialStarted: ['accepted', 'inDepartment'],
  specialEnded: ['special'],
  concludedWithDeficiency: ['accepted', 'inDepartment'],
  recalled: ['accepted', 'inDepartment', 'special', 'concluded', 'rejected'],
  revoked: ['concluded'],
};

/**
 * Whether that may have happened to a case in that status: the transition table
 * read from its other side, for events that come back after a loss.
 */
export function isEventAllowed(status: CaseStatus, kind: EventKind): boolean {
  const acts: readonly CaseAct[] = ALLOWED_ACTS[status];
  return (
    acts.some((act) => EVENT_OF_ACT[act] === kind) ||
    (OTHERS[kind]?.includes(status) ?? false)
  );
}
