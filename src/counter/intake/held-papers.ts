// 已有: what earlier cases of this person have of the papers that the draft lacks,
// asked once for the page and again when a paper was given up.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { HeldPaper } from '../../device/device-api.ts';
import { device } from '../device.ts';
import type { Intake } from './intake.ts';

const held = signal<{ draftId: string; papers: HeldPaper[] } | undefined>(
  undefined,
);

/** Looks for them while the page is open. */
export function useHeldPapers({ draft }: Pick<Intake, 'draft'>): void {
  const { draftId } = draft;
  const lacking = draft.papers.map(({ paperId }) => paperId).join(' ');
  useEffect(() => {
    let isOver = false;
    const look = async () => {
      const found = await device().drafts.findHeld(draftId);
      if (!isOver && found.ok) held.value = { draftId, papers: found.value };
    };
    void look();
    return () => {
      isOver = true;
    };
  }, [draftId, lacking]);
}

/** The one for this paper; undefined: there is none, or it is not known yet. */
export function heldPaper(
  draftId: string,
  paperId: string,
): HeldPaper | undefined {
  const { value } = held;
  return value?.draftId === draftId
    ? value.papers.find((each) => each.paperId === paperId)
    : undefined;
}
