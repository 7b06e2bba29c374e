// One line of the list of cases, from the case opened and what the queue says.
import type { CaseEvent } from '../../domain/cases/event.ts';
import {
  displayStatus,
  handlingStatus,
  type Delivery,
  type DisplayStatus,
} from '../../domain/cases/display-status.ts';
import type { DraftRow, OutboxRow } from '../database/tables.ts';
import type { CaseSummary } from '../device-api.ts';
import { hasMovedOn, hasTakenEffect } from './held-operation.ts';
import type { OpenCase } from './find-case.ts';

export type SummaryFacts = {
  isTextUnderWay: boolean;
  materialsLeft: number;
  damaged: number;
  answerDrafts: ReadonlyMap<string, Pick<DraftRow, 'draftId'>>;
};

/** A case as the list shows it. */
export function summarise(found: OpenCase, facts: SummaryFacts): CaseSummary {
  const { row, content, state, operations } = found;
  const laterIds = new Set(content.later.map(({ operationId }) => operationId));
  return {
    caseId: row.caseId,
    isReadable: true,
    isHistoryReadable: !found.isUnreadable,
    number: content.submit.number,
    matterCode: content.submit.matterCode,
    matterShort: content.matterShort,
    applicantName: content.applicantName,
    takenInAt: row.takenInAt,
    display: displayOf(found, facts),
    unsentLater: operations.filter(
      ({ id, state }) => state === 'pending' && laterIds.has(id),
    ).length,
    correctionDueOn: state.correction?.dueOn.date ?? null,
    answerDraftId:
      state.correction === null
        ? null
        : (facts.answerDrafts.get(row.caseId)?.draftId ?? null),
    // Of what has come to its end nothing is wanted any more.
    damaged: state.endedAt === null ? facts.damaged : 0,
  };
}

function displayOf(found: OpenCase, facts: SummaryFacts): DisplayStatus {
  // What cannot be folded here waits for a person, and is never hidden.
  if (found.isUnreadable) return 'held';
  const { content, operations, state, events } = found;
  if (content.withdrawn !== undefined) return handlingStatus(state);
  const submit = operations.find(({ id }) => id === content.operationId);
  const later = operations.filter(({ id }) => id !== content.operationId);
  const delivery: Delivery = {
    submit: submit === undefined ? 'applied' : deliveryOf(submit, events),
    laterRefused: later.some((row) => deliveryOf(row, events) === 'refused'),
    laterHeld: later.some(
      (row) => deliveryOf(row, events) === 'held' && !hasMovedOn(row, events),
    ),
    unconfirmed:
      found.isUnconfirmed ||
      operations.some(
        ({ state, askedAgainIn }) =>
          state === 'pending' && askedAgainIn !== undefined,
      ),
    textUnderWay: facts.isTextUnderWay && submit?.state === 'pending',
    materialsLeft: facts.materialsLeft,
  };
  return displayStatus(state, delivery);
}

/** A refused one that was mended or taken back is no trouble any more. */
function deliveryOf(
  row: OutboxRow,
  events: readonly CaseEvent[],
): Delivery['submit'] {
  if (row.state === 'pending') return 'pending';
  if (row.state === 'attention') return 'refused';
  return row.result === 'held' && !hasTakenEffect(row, events)
    ? 'held'
    : 'applied';
}
