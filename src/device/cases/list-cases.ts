// The list of cases, of which there are thousands, and which is asked again at
// every change. A line is made anew only when something has changed that it was
// made from; of a case nothing else is kept open, so that memory stays small.
import {
  damagedMaterials,
  operationsIn,
  pendingMaterials,
} from '../database/pending.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import type {
  CaseRow,
  DeviceDatabase,
  DraftRow,
  OutboxRow,
} from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import type { CaseSummary } from '../device-api.ts';
import type { DeviceContext, OpenContext } from '../device-context.ts';
import { attempt, done } from '../outcome.ts';
import { findCase } from './find-case.ts';
import { summarise } from './summarise.ts';

type Head = Pick<CaseRow, 'caseId' | 'takenInAt' | 'revision' | 'lastEvent'>;

/** Of a case's open operations: all that a line can say of them. */
type Operations = { made: string[]; isPending: boolean };

type Lists = {
  operations: ReadonlyMap<string, Operations>;
  materialsLeft: ReadonlyMap<string, number>;
  damaged: ReadonlyMap<string, number>;
  answerDrafts: ReadonlyMap<string, DraftRow>;
};

/** Rows at once: they come with their sealed contents. */
const ROWS = 200;

export class CaseList {
  /** Newest first; undefined: some case has changed. */
  #heads: Head[] | undefined;
  #changes = 0;
  /** By case, with what the line was made from. */
  readonly #lines = new Map<string, { made: string; line: CaseSummary }>();

  constructor({ store, vault }: Pick<DeviceContext, 'store' | 'vault'>) {
    store.changes.listen((changed) => {
      if (!changed.has('cases') && !changed.has('events')) return;
      this.#heads = undefined;
      this.#changes += 1;
    });
    vault.listen(() => this.clear());
  }

  /** What could not be read may be readable now; or nobody may read any more. */
  clear(): void {
    this.#heads = undefined;
    this.#lines.clear();
  }

  /** Newest first, with those that cannot be read. */
  async show(
    context: OpenContext,
    isTextUnderWay: boolean,
  ): Promise<CaseSummary[]> {
    const { store } = context;
    const changesBefore = this.#changes;
    const heads = this.#heads ?? (await read(store, readHeads));
    const lists = await read(store, (db) =>
      db.transaction('r', [db.outbox, db.materials, db.drafts], () =>
        readLists(db),
      ),
    );
    if (this.#changes === changesBefore) this.#heads = heads;
    const lines: CaseSummary[] = [];
    for (const head of heads)
      lines.push(await this.#line(context, head, { lists, isTextUnderWay }));
    this.#forgetOthers(heads);
    await noteUnreadable(context, lines);
    return lines;
  }

  async #line(
    context: OpenContext,
    head: Head,
    { lists, isTextUnderWay }: { lists: Lists; isTextUnderWay: boolean },
  ): Promise<CaseSummary> {
    const { caseId } = head;
    const facts = {
      isTextUnderWay,
      materialsLeft: lists.materialsLeft.get(caseId) ?? 0,
      damaged: lists.damaged.get(caseId) ?? 0,
      answerDrafts: lists.answerDrafts,
    };
    const operations = lists.operations.get(caseId);
    const made = JSON.stringify([
      head.revision,
      head.lastEvent,
      operations?.made,
      operations?.isPending === true && isTextUnderWay,
      facts.materialsLeft > 0,
      facts.damaged,
      facts.answerDrafts.get(caseId)?.draftId,
    ]);
    const known = this.#lines.get(caseId);
    if (known?.made === made) return known.line;
    const found = await findCase(context, caseId);
    if (found === undefined) return unreadable(head);
    const line = summarise(found, facts);
    this.#lines.set(caseId, { made, line });
    return line;
  }

  #forgetOthers(heads: readonly Head[]): void {
    if (this.#lines.size <= heads.length) return;
    const listed = new Set(heads.map(({ caseId }) => caseId));
    for (const caseId of this.#lines.keys())
      if (!listed.has(caseId)) this.#lines.delete(caseId);
  }
}

/** A part at a time, since a row comes with its whole sealed content. */
async function readHeads(db: DeviceDatabase): Promise<Head[]> {
  const heads: Head[] = [];
  const ids = await db.cases.orderBy('takenInAt').primaryKeys();
  for (let end = ids.length; end > 0; end -= ROWS) {
    const some = ids.slice(Math.max(0, end - ROWS), end).reverse();
    for (const row of await db.cases.bulkGet(some)) {
      if (row === undefined) continue;
      const { caseId, takenInAt, revision, lastEvent } = row;
      heads.push({ caseId, takenInAt, revision, lastEvent });
    }
  }
  return heads;
}

async function readLists(db: DeviceDatabase): Promise<Lists> {
  const answerDrafts = new Map<string, DraftRow>();
  for (const draft of await db.drafts.where({ state: 'open' }).toArray())
    if (draft.caseId !== null) answerDrafts.set(draft.caseId, draft);
  return {
    operations: await readOpen(db),
    materialsLeft: countByCase(await pendingMaterials(db).toArray()),
    damaged: countByCase(await damagedMaterials(db).toArray()),
    answerDrafts,
  };
}

/** Settled and applied operations change no word of the list, and are many. */
async function readOpen(db: DeviceDatabase): Promise<Map<string, Operations>> {
  const operations = new Map<string, Operations>();
  const add = (rows: readonly (OutboxRow | undefined)[]) => {
    for (const row of rows) {
      if (row === undefined || row.caseId === null) continue;
      const { id, state, result, askedAgainIn, caseId } = row;
      const known = operations.get(caseId) ?? { made: [], isPending: false };
      known.made.push(`${id} ${state} ${result} ${askedAgainIn}`);
      known.isPending ||= state === 'pending';
      operations.set(caseId, known);
    }
  };
  const pending = await operationsIn(db, 'pending').primaryKeys();
  for (let at = 0; at < pending.length; at += ROWS)
    add(await db.outbox.bulkGet(pending.slice(at, at + ROWS)));
  add(await operationsIn(db, 'attention').toArray());
  const held = ['settled', 'held'];
  add(await db.outbox.where('[state+result]').equals(held).toArray());
  return operations;
}

function countByCase(
  materials: readonly { caseId: string | null }[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { caseId } of materials)
    if (caseId !== null) counts.set(caseId, (counts.get(caseId) ?? 0) + 1);
  return counts;
}

/** It is kept as it is, and the list says so. */
function unreadable({ caseId, takenInAt }: Head): CaseSummary {
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

/** For the county, which hears with the next session that something is wrong. */
async function noteUnreadable(
  { store }: OpenContext,
  lines: readonly CaseSummary[],
): Promise<void> {
  const cases = lines.filter(
    (each) => each.isReadable && !each.isHistoryReadable,
  ).length;
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
