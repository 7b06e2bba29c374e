import { signal, type Signal } from '@preact/signals';
import type { WorklistRow } from '../../protocol/review.ts';

/** Where the reviewer is in the list; kept while a case is open. */
export type ListPlace = {
  view: Signal<ListView>;
  shown: Signal<ShownList | null>;
  /** The row that the arrow keys stand on. */
  currentCaseId: Signal<string | null>;
};

export type ListView = {
  /** A case status; '' = all. */
  status: string;
  search: string;
};

export type ShownList = {
  rows: readonly WorklistRow[];
  next: string | null;
  counts: Record<string, number>;
  /** The platform's clock when it answered: what the rows are as of. */
  serverTime: string;
};

export const FIRST_VIEW: ListView = {
  status: 'received',
  search: '',
};

export function createListPlace(): ListPlace {
  return {
    view: signal(FIRST_VIEW),
    shown: signal(null),
    currentCaseId: signal(null),
  };
}

/**
 * Takes a later answer into the list on show without moving a row: what is
 * known gets its new state in place, what is new is only counted.
 */
export function mergeInPlace(
  shown: ShownList,
  later: ShownList,
): { list: ShownList; arrivals: number; hasMoved: boolean } {
  const byId = new Map(later.rows.map((row) => [row.caseId, row]));
  const known = new Set(shown.rows.map(({ caseId }) => caseId));
  const arrivals = later.rows.filter(({ caseId }) => !known.has(caseId)).length;
  // The later answer is the beginning of the list, as far as one page goes.
  const hasMoved = shown.rows
    .slice(0, later.rows.length)
    .some(({ caseId }, index) => later.rows[index]?.caseId !== caseId);
  return {
    list: {
      ...later,
      next: shown.next,
      rows: shown.rows.map((row) => byId.get(row.caseId) ?? row),
    },
    arrivals,
    hasMoved,
  };
}

/** The next page behind what is on show; what has moved into it meanwhile stays where it is. */
export function append(shown: ShownList, page: ShownList): ShownList {
  const known = new Set(shown.rows.map(({ caseId }) => caseId));
  const added = page.rows.filter(({ caseId }) => !known.has(caseId));
  return { ...page, rows: [...shown.rows, ...added] };
}
