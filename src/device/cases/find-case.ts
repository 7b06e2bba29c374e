// A case as the device knows it: the events it has pulled, and its own operations
// that no event shows yet replayed on top by the same fold.
import * as v from 'valibot';
import { caseEventSchema, type CaseEvent } from '../../domain/cases/event.ts';
import {
  foldCase,
  foldUnsent,
  NO_CASE,
  type CaseState,
} from '../../domain/cases/fold-case.ts';
import type {
  CaseRow,
  DeviceDatabase,
  EventRow,
  OutboxRow,
} from '../database/tables.ts';
import { read } from '../database/write.ts';
import type { OpenContext } from '../device-context.ts';
import { openRow } from '../vault/row-cipher.ts';
import { casePlace, type CaseContent } from './case-content.ts';
import { isCaseContent } from './case-content-schema.ts';

export type OpenCase = {
  row: CaseRow;
  content: CaseContent;
  events: CaseEvent[];
  state: CaseState;
  /** Some event cannot be read here: shown as such, never passed over. */
  isUnreadable: boolean;
  /** The county was restored and has not said some event again. */
  isUnconfirmed: boolean;
  operations: OutboxRow[];
};

/** What an event's row is sealed for. */
export function eventPlace(caseId: string, n: number): string {
  return `events/${caseId}/${n}`;
}

/** undefined when there is none, or its row is damaged. */
export async function findCase(
  context: OpenContext,
  caseId: string,
): Promise<OpenCase | undefined> {
  return (await findCases(context, [caseId]))[0];
}

/** Several, read at once; without those that are not there or damaged. */
export async function findCases(
  context: OpenContext,
  caseIds: readonly string[],
): Promise<OpenCase[]> {
  if (caseIds.length === 0) return [];
  const found = await read(context.store, (db) =>
    db.transaction('r', [db.cases, db.events, db.outbox], () =>
      Promise.all(caseIds.map(async (caseId) => readCase(db, caseId))),
    ),
  );
  const opened = await Promise.all(
    found.map(async (each) => openCase(context, each)),
  );
  return opened.filter((each) => each !== undefined);
}

type StoredCase = {
  row: CaseRow | undefined;
  events: EventRow[];
  operations: OutboxRow[];
};

async function readCase(
  db: DeviceDatabase,
  caseId: string,
): Promise<StoredCase> {
  const [row, events, operations] = await Promise.all([
    db.cases.get(caseId),
    db.events
      .where('[caseId+n]')
      .between([caseId, 0], [caseId, Number.MAX_SAFE_INTEGER])
      .toArray(),
    db.outbox.where({ caseId }).sortBy('seq'),
  ]);
  return { row, events, operations };
}

async function openCase(
  context: OpenContext,
  { row, events: rows, operations }: StoredCase,
): Promise<OpenCase | undefined> {
  if (row === undefined) return undefined;
  const content = await openCaseRow(context, row);
  if (content === undefined) return undefined;
  const { events, isUnreadable, isUnconfirmed } = await openEvents(
    context,
    rows,
  );
  const state = stateOf({ content, events, operations });
  return {
    row,
    content,
    events,
    operations,
    isUnreadable: isUnreadable || state === undefined,
    isUnconfirmed,
    state: state ?? NO_CASE,
  };
}

/** undefined when the row is damaged or of a shape that is not known here. */
export async function openCaseRow(
  { unlocked }: Pick<OpenContext, 'unlocked'>,
  row: CaseRow,
): Promise<CaseContent | undefined> {
  const content = await openRow<CaseContent>(
    unlocked.vault,
    casePlace(row.caseId),
    row.sealed,
  );
  return isCaseContent(content) ? content : undefined;
}

/** The events that can be read; `isUnreadable`: some could not. */
export async function openEvents(
  { unlocked }: Pick<OpenContext, 'unlocked'>,
  rows: readonly EventRow[],
): Promise<Pick<OpenCase, 'events' | 'isUnreadable' | 'isUnconfirmed'>> {
  const events: CaseEvent[] = [];
  let isUnreadable = false;
  for (const { caseId, n, sealed } of rows) {
    const place = eventPlace(caseId, n);
    const content = await openRow<unknown>(unlocked.vault, place, sealed);
    const event = v.safeParse(caseEventSchema, content);
    if (event.success) events.push(event.output);
    else isUnreadable = true;
  }
  const isUnconfirmed = rows.some((row) => row.isUnconfirmed === true);
  return { events, isUnreadable, isUnconfirmed };
}

/** undefined when the fold fails on what the county recorded. */
export function stateOf({
  content,
  events,
  operations,
}: Pick<OpenCase, 'content' | 'events' | 'operations'>): CaseState | undefined {
  try {
    const state = foldCase(events);
    // The county had it all the same: what was taken back here goes on there.
    return content.withdrawn === undefined || state.status !== 'none'
      ? foldUnsent(state, unseen(content, events, operations))
      : asWithdrawn(state, content.withdrawn);
  } catch {
    return undefined;
  }
}

/** What was taken back before it ever came to the county. */
function asWithdrawn(
  state: CaseState,
  { words, at }: NonNullable<CaseContent['withdrawn']>,
): CaseState {
  return { ...state, status: 'withdrawn', endedAt: at, reason: words };
}

/**
 * Own later operations that no event shows yet: pending, or applied and not
 * pulled. What was held or refused has no effect. A submit that has arrived and
 * of which nothing was heard yet stays `none`: delivered.
 */
function unseen(
  content: CaseContent,
  events: readonly CaseEvent[],
  operations: readonly Pick<OutboxRow, 'id' | 'state' | 'result'>[],
): CaseContent['later'] {
  const shown = new Set(
    events.flatMap(({ body }) =>
      'operationId' in body ? [body.operationId] : [],
    ),
  );
  const withoutEffect = new Set(
    operations
      .filter(({ result }) => result === 'held' || result === 'refused')
      .map(({ id }) => id),
  );
  const submit = operations.find(({ id }) => id === content.operationId);
  const own =
    submit?.state === 'pending'
      ? [
          {
            operationId: content.operationId,
            operation: content.submit,
            at: content.submit.madeAt.wallTime,
          },
          ...content.later,
        ]
      : content.later;
  return own.filter(
    ({ operationId }) =>
      !shown.has(operationId) && !withoutEffect.has(operationId),
  );
}
