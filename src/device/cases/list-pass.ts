// One reading of the list, newest first: cases and what stays of older ones, from two
// stores, a part at a time and no further than somebody looks.
import { read } from '../database/write.ts';
import type { CaseSummary } from '../device-api.ts';
import type { OpenContext } from '../device-context.ts';
import { readListFacts } from './list-facts.ts';
import type { ListLines } from './list-lines.ts';

/** Rows at once: they come with their sealed contents. */
const ROWS = 100;

type Source = {
  /** Not read yet, oldest first. */
  left: string[];
  /** Read, newest first, and not in its place in the list yet. */
  ready: CaseSummary[];
  open: (ids: string[]) => Promise<CaseSummary[]>;
};

/** It was locked since the keys were taken. */
export const isOver = ({ vault, unlocked }: OpenContext) =>
  vault.unlocked !== unlocked;

export class ListPass {
  /** As far as it was read. */
  readonly lines: CaseSummary[] = [];
  readonly isTextUnderWay: boolean;
  readonly context: OpenContext;
  readonly #made: ListLines;
  #sources: { cases: Source; stubs: Source } | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(context: OpenContext, made: ListLines, isTextUnderWay: boolean) {
    this.context = context;
    this.#made = made;
    this.isTextUnderWay = isTextUnderWay;
  }

  get hasAllCases(): boolean {
    return this.#sources !== undefined && isEmpty(this.#sources.cases);
  }

  get isWhole(): boolean {
    return this.hasAllCases && isEmpty(this.#sources?.stubs);
  }

  /** Reads one part more, in its turn. */
  async next(): Promise<void> {
    const turn = this.#turn.then(() => this.#readPart());
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #readPart(): Promise<void> {
    const { cases, stubs } = (this.#sources ??= await this.#begin());
    for (const source of [cases, stubs])
      if (!isOver(this.context)) await refill(source);
    if (isOver(this.context))
      for (const each of [
        cases.left,
        cases.ready,
        stubs.left,
        stubs.ready,
        this.lines,
      ])
        each.length = 0;
    while (!isWaiting(cases) && !isWaiting(stubs)) {
      const [ofCase, ofStub] = [cases.ready[0], stubs.ready[0]];
      if (ofCase === undefined && ofStub === undefined) return;
      const isCaseNewer =
        ofStub === undefined ||
        (ofCase !== undefined && ofCase.takenInAt >= ofStub.takenInAt);
      const newest = (isCaseNewer ? cases : stubs).ready.shift();
      if (newest !== undefined) this.lines.push(newest);
    }
  }

  async #begin(): Promise<{ cases: Source; stubs: Source }> {
    const context = this.context;
    const facts = await read(context.store, (db) =>
      db.transaction('r', [db.outbox, db.materials, db.drafts], () =>
        readListFacts(db),
      ),
    );
    const { isTextUnderWay } = this;
    const [caseIds, stubIds] = await Promise.all([
      read(context.store, (db) => db.cases.orderBy('takenInAt').primaryKeys()),
      read(context.store, (db) => db.stubs.orderBy('takenInAt').primaryKeys()),
    ]);
    return {
      cases: {
        left: caseIds,
        ready: [],
        open: (ids) =>
          this.#made.ofCases(context, ids, { facts, isTextUnderWay }),
      },
      stubs: {
        left: stubIds,
        ready: [],
        open: (ids) => this.#made.ofStubs(context, ids),
      },
    };
  }
}

/** A part may have nothing that can be shown. */
async function refill(source: Source): Promise<void> {
  while (isWaiting(source)) {
    const ids = source.left.slice(-ROWS);
    source.ready = await source.open(ids.reverse());
    source.left.length -= ids.length;
  }
}

/** The next of it is not known. */
const isWaiting = ({ ready, left }: Source) =>
  ready.length === 0 && left.length > 0;

const isEmpty = (source: Source | undefined) =>
  source?.ready.length === 0 && source.left.length === 0;
