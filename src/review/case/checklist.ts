import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { CaseDetail } from '../../protocol/review.ts';
import type { DecisionDraft } from './decision-draft.ts';

/** One thing to be looked at before a case is decided. */
export type ChecklistItem = {
  id: string;
  text: string;
  isDone: boolean;
  /** Done by looking at its photographs; else ticked by hand. */
  isPaper: boolean;
};

/** Photographed papers, done when each page was found good, then the handbook's points. */
export function listChecks(
  detail: CaseDetail,
  matter: Matter | null,
  { good, ticked }: Pick<DecisionDraft, 'good' | 'ticked'>,
): ChecklistItem[] {
  const papers = detail.papers.flatMap(({ paperId, paperName, pages }) =>
    pages.length === 0
      ? []
      : [
          {
            id: `paper:${paperId}`,
            text: paperName,
            isDone: pages.every(({ sha256 }) => good.includes(sha256)),
            isPaper: true,
          },
        ],
  );
  const points = (matter?.handbook.redFlags ?? []).map((text) => ({
    id: `point:${text}`,
    text,
    isDone: ticked.includes(`point:${text}`),
    isPaper: false,
  }));
  return [...papers, ...points];
}

/** With the first open point ticked; null: none is open. */
export function tickNext(
  items: readonly ChecklistItem[],
  ticked: readonly string[],
): string[] | null {
  const open = items.find(({ isPaper, isDone }) => !isPaper && !isDone);
  return open === undefined ? null : [...ticked, open.id];
}

/** In it if it was not, out of it if it was. */
export function toggled(list: readonly string[], each: string): string[] {
  return list.includes(each)
    ? list.filter((other) => other !== each)
    : [...list, each];
}
