// The lines of the list as they were made since the unlock. A line is made anew only
// when something has changed that it was made from; of a case nothing else is kept
// open, so that memory stays small.
import type { CaseRow } from '../database/tables.ts';
import { read } from '../database/write.ts';
import type { CaseSummary } from '../device-api.ts';
import type { OpenContext } from '../device-context.ts';
import { findCases } from './find-case.ts';
import type { ListFacts } from './list-facts.ts';
import { openStub } from './stub.ts';
import { summarise } from './summarise.ts';

/** What of a row says whether its line is still true. */
type Head = Omit<CaseRow, 'sealed'> & { sealed?: undefined };

type Made = { facts: ListFacts; isTextUnderWay: boolean };

export class ListLines {
  /** Until some case changes: rows come with their sealed contents. */
  #heads = new Map<string, Head>();
  /** By case, with what the line was made from. */
  readonly #cases = new Map<string, { made: string; line: CaseSummary }>();
  readonly #stubs = new Map<string, CaseSummary>();
  /** Those whose rows were read since some case changed. */
  #readStubs = new Set<string>();

  /** In the order of `ids`, without those that are gone by now. */
  async ofCases(
    context: OpenContext,
    ids: readonly string[],
    from: Made,
  ): Promise<CaseSummary[]> {
    const heads = this.#heads;
    const missing = ids.filter((id) => !heads.has(id));
    const rows = await read(context.store, (db) => db.cases.bulkGet(missing));
    for (const row of rows)
      if (row !== undefined)
        heads.set(row.caseId, { ...row, sealed: undefined });
    const present = ids.flatMap((id) => heads.get(id) ?? []);
    const isKnown = (row: Head) =>
      this.#cases.get(row.caseId)?.made === madeOf(row, from);
    const found = await findCases(
      context,
      present.filter((row) => !isKnown(row)).map(({ caseId }) => caseId),
    );
    const opened = new Map(found.map((each) => [each.row.caseId, each]));
    return present.map((row) => {
      const { caseId } = row;
      const known = this.#cases.get(caseId);
      if (known !== undefined && isKnown(row)) return known.line;
      const open = opened.get(caseId);
      if (open === undefined) return unreadable(row);
      const line = summarise(open, {
        isTextUnderWay: from.isTextUnderWay,
        materialsLeft: from.facts.materialsLeft.get(caseId) ?? 0,
        damaged: from.facts.damaged.get(caseId) ?? 0,
        answerDrafts: from.facts.answerDrafts,
      });
      this.#cases.set(caseId, { made: madeOf(row, from), line });
      return line;
    });
  }

  /** Some case may have changed, or moved that has only its stub here. */
  forgetHeads(): void {
    this.#heads = new Map();
    this.#readStubs = new Set();
  }

  /** The same; a damaged one is left out. */
  async ofStubs(
    context: OpenContext,
    ids: readonly string[],
  ): Promise<CaseSummary[]> {
    const known = this.#readStubs;
    const missing = ids.filter((id) => !known.has(id));
    const rows = await read(context.store, (db) => db.stubs.bulkGet(missing));
    const open = rows.map(async (row) => {
      if (row === undefined) return;
      const { caseId, hasMoved } = row;
      known.add(caseId);
      const before = this.#stubs.get(caseId);
      if (before && before.hasMoved === hasMoved) return;
      const line = await openStub(context, row);
      if (line !== undefined) this.#stubs.set(caseId, line);
    });
    await Promise.all(open);
    return ids.flatMap((id) => this.#stubs.get(id) ?? []);
  }

  /** What is no longer listed. */
  forgetOthers(listed: readonly CaseSummary[]): void {
    const ids = new Set(listed.map(({ caseId }) => caseId));
    for (const lines of [this.#cases, this.#stubs])
      for (const id of lines.keys()) if (!ids.has(id)) lines.delete(id);
  }
}

function madeOf(
  { caseId, revision, lastEvent }: Head,
  { facts, isTextUnderWay }: Made,
): string {
  const operations = facts.operations.get(caseId);
  return JSON.stringify([
    revision,
    lastEvent,
    operations?.made,
    operations?.isPending === true && isTextUnderWay,
    (facts.materialsLeft.get(caseId) ?? 0) > 0,
    facts.damaged.get(caseId) ?? 0,
    facts.answerDrafts.get(caseId)?.draftId,
  ]);
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
