import type { EventKind } from './event.ts';
import {
  ALLOWED_ACTS,
  EVENT_OF_ACT,
  type CaseAct,
  type CaseStatus,
} from './transitions.ts';

const WORKING = ['accepted', 'inDepartment', 'special'] as const;

/** Events that no act of ours stands behind, and where they may stand. */
const OTHERS: Partial<Record<EventKind, readonly CaseStatus[]>> = {
  concludedWithDeficiency: ['accepted', 'inDepartment'],
  withdrawalRequested: ['correcting', ...WORKING],
  correctionLapsed: ['correcting'],
  commitmentChecked: ['received', 'correcting', ...WORKING, 'concluded'],
  certificateChecked: ['received', 'correcting', ...WORKING, 'concluded'],
  deficiencyReminded: WORKING,
  deficiencyLapsed: WORKING,
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
