import { useState } from 'preact/hooks';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { useReview } from '../review-context.ts';
import { EMPTY_DRAFT, newDraft, type DecisionDraft } from './decision-draft.ts';

export type UseDraft = {
  draft: DecisionDraft;
  change: (part: Partial<DecisionDraft>) => void;
  /** After it was sent. */
  clear: () => void;
};

/**
 * The draft of one case. It outlives the page and an expired session, in
 * memory alone.
 */
export function useDraft(caseId: string, matter: Matter | null): UseDraft {
  const { drafts } = useReview();
  const [, redraw] = useState(0);
  const fresh = matter === null ? EMPTY_DRAFT : newDraft(matter);
  const write = (draft: DecisionDraft | null) => {
    if (draft === null) drafts.delete(caseId);
    else drafts.set(caseId, draft);
    redraw((n) => n + 1);
  };
  return {
    draft: drafts.get(caseId) ?? fresh,
    change: (part) => write({ ...(drafts.get(caseId) ?? fresh), ...part }),
    clear: () => write(null),
  };
}
