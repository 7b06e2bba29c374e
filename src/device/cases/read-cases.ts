// The list of cases. Rows are opened once and remembered while unlocked: a list
// of thousands is asked again at every change.
import type { CaseEvent } from '../../domain/cases/event.ts';
import {
  displayStatus,
  handlingStatus,
  type Delivery,
  type DisplayStatus,
} from '../../domain/cases/display-status.ts';
import { NO_CASE } from '../../domain/cases/fold-case.ts';
import {
  damagedMaterials,
  pendingMaterials,
  pendingOperations,
} from '../database/pending.ts';
import type {
  CaseRow,
  DeviceDatabase,
  DraftRow,
  OutboxRow,
} from '../database/tables.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import { read, write } from '../database/write.ts';
import type { CaseSummary } from '../device-api.ts';
import type { OpenContext } from '../device-context.ts';
import { attempt, done } from '../outcome.ts';
import type { CaseTold } from '../outbox/read-outbox.ts';
import type { CaseContent } from './case-content.ts';
import { hasMovedOn, hasTakenEffect } from './held-operation.ts';
import {
  openCaseRow,
  openEvents,
  stateOf,
  type OpenCase,
} from './find-case.ts';

/** Opened rows by case; thrown away at lock. */
export type CaseCache = Map<
  string,
  {
    revision: number;
    lastEvent: number;
    content: CaseContent;
    events: CaseEvent[];
    isUnreadable: boolean;
    isUnconfirmed: boolean;
  }
>;

type Operations = Map<string, OutboxRow[]>;

/** Newest first, with those that cannot be read. */
export async function listCases(
  context: OpenContext,
  cache: CaseCache,
  isTextUnderWay: boolean,
): Promise<CaseSummary[]> {
  const found = await read(context.store, (db) =>
    db.transaction('r', [db.cases, db.outbox, db.materials, db.drafts], () =>
      readLists(db),
    ),
  );
  const summaries: CaseSummary[] = [];
  for (const row of found.rows) {
    const opened = await openCached(context, cache, row);
    if (opened === undefined) {
      summaries.push(unreadable(row));
      continue;
    }
    const operations = found.operations.get(row.caseId) ?? [];
    const state = stateOf({ ...opened, operations });
    const openCase: OpenCase = {
      row,
      ...opened,
      operations,
      isUnreadable: opened.isUnreadable || state === undefined,
      state: state ?? NO_CASE,
    };
    summaries.push(
      summarise(openCase, {
        isTextUnderWay,
        materialsLeft: found.materialsLeft.get(row.caseId) ?? 0,
        damaged: found.damaged.get(row.caseId) ?? 0,
        answerDrafts: found.answerDrafts,
      }),
    );
  }
  await noteUnreadable(
    context,
    summaries.filter((each) => each.isReadable && !each.isHistoryReadable)
      .length,
  );
  return summaries;
}

/** For the county, which hears with the next session that something is wrong. */
async function noteUnreadable(
  { store }: OpenContext,
  cases: number,
): Promise<void> {
  const noted = await read(store, (db) => findMeta(db, 'unreadable'));
  if ((noted?.cases ?? 0) === cases) return;
  // A full storage must not keep the list from being shown.
  await attempt(async () => {
    await write(store, ['meta'], () =>
      putMeta(store.db, 'unreadable', { cases }),
    );
    return done(null);
  });
}

async function readLists(db: DeviceDatabase) {
  const rows = await db.cases.orderBy('takenInAt').reverse().toArray();
  // Settled and applied operations change no word of the list, and are many.
  const operations: Operations = new Map();
  await pendingOperations(db)
    .or('[state+seq]')
    .between(['attention', 0], ['attention', Infinity])
    .or('[state+result]')
    .equals(['settled', 'held'])
    .each((row) => {
      if (row.caseId === null) return;
      // Thousands may wait: what is sealed in them says nothing here.
      const slim = { ...row, envelope: { ...row.envelope, jwe: '' } };
      operations.set(row.caseId, [...(operations.get(row.caseId) ?? []), slim]);
    });
  const materialsLeft = await countByCase(pendingMaterials(db));
  const damaged = await countByCase(damagedMaterials(db));
  const answerDrafts = new Map<string, DraftRow>();
  for (const draft of await db.drafts.where({ state: 'open' }).toArray())
    if (draft.caseId !== null) answerDrafts.set(draft.caseId, draft);
  return { rows, operations, materialsLeft, damaged, answerDrafts };
}

/** Row by row: memory stays small. */
async function countByCase(
  materials: ReturnType<typeof pendingMaterials>,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  await materials.each(({ caseId }) => {
    if (caseId !== null) counts.set(caseId, (counts.get(caseId) ?? 0) + 1);
  });
  return counts;
}

/** It is kept as it is, and the list says so. */
function unreadable({ caseId, takenInAt }: CaseRow): CaseSummary {
  return {
    caseId,
    isReadable: false,
    isHistoryReadable: false,
    number: '',
    matterCode: '',
    matterShort: '',
    applicantName: '',
    takenInAt,
    display: 'held',
    unsentLater: 0,
    correctionDueOn: null,
    answerDraftId: null,
    damaged: 0,
  };
}

async function openCached(
  context: OpenContext,
  cache: CaseCache,
  row: CaseRow,
) {
  const known = cache.get(row.caseId);
  if (known?.revision === row.revision && known.lastEvent === row.lastEvent)
    return known;
  const content = await openCaseRow(context, row);
  if (content === undefined) return undefined;
  const rows =
    row.lastEvent === 0
      ? []
      : await read(context.store, (db) =>
          db.events
            .where('[caseId+n]')
            .between([row.caseId, 0], [row.caseId, Number.MAX_SAFE_INTEGER])
            .toArray(),
        );
  const opened = {
    revision: row.revision,
    lastEvent: row.lastEvent,
    content,
    ...(await openEvents(context, rows)),
  };
  cache.set(row.caseId, opened);
  return opened;
}

/** What the outbox may say of a case while unlocked. */
export async function tellCase(
  context: OpenContext,
  cache: CaseCache,
  caseId: string,
): Promise<CaseTold | undefined> {
  const row = await read(context.store, (db) => db.cases.get(caseId));
  const opened = row && (await openCached(context, cache, row));
  if (opened === undefined) return undefined;
  const { content, events } = opened;
  const { submit, matterShort, applicantName } = content;
  // By the county's word alone: what is unsent may still be refused.
  const state = stateOf({ content, events, operations: [] });
  return {
    number: submit.number,
    matterShort,
    applicantName,
    isEnded: state !== undefined && state.endedAt !== null,
  };
}

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
