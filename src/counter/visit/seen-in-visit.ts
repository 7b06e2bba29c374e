import { useEffect } from 'preact/hooks';
import type { CaseView } from '../../device/device-api.ts';
import { findMaterial } from '../../domain/catalogue/get-matter.ts';
import { paperIdentity } from '../../domain/rules/same-paper.ts';
import { device } from '../device.ts';
import { changeDraft, openDraft } from '../intake/draft-saver.ts';
import { examine } from '../intake/examine.ts';
import type { Intake } from '../intake/intake.ts';
import { readVisit, type Visit } from './read-visit.ts';

/**
 * A paper that was shown and given back in this visit is not asked for again: it stands
 * there as seen, when and by whom it was. What the clerk took back of it the device
 * refuses.
 */
export function useSeenInVisit(intake: Intake): void {
  const { draftId, visitId } = intake.draft;
  useEffect(() => {
    if (visitId === null) return;
    const see = async () => {
      const visit = await readVisit(device(), visitId);
      const draft = openDraft.value;
      if (draft?.draftId !== draftId) return;
      const cases = visit?.cases ?? [];
      for (const { paperId, like } of seenBefore({ ...intake, draft }, cases))
        await changeDraft((id) => device().drafts.markSeen(id, paperId, like));
    };
    void see();
  }, [draftId]);
}

/** Of the papers that are asked for and not there, those that were seen. */
function seenBefore({ draft, ...intake }: Intake, cases: Visit['cases']) {
  const seen = new Map(cases.flatMap(seenIn));
  const has = (id: string) =>
    draft.papers.some(({ paperId }) => paperId === id);
  const { asked } = examine({ draft, ...intake }).ruling.papers;
  return asked.flatMap((material) => {
    const identity = paperIdentity(intake.matter, material, draft.answers);
    const like = identity === undefined ? undefined : seen.get(identity);
    return like === undefined || has(material.id)
      ? []
      : [{ paperId: material.id, like }];
  });
}

type Like = { caseId: string; paperId: string };

/** By which paper it was. */
function seenIn({ view, matter }: Visit['cases'][number]): [string, Like][] {
  return view.papers.flatMap((paper): [string, Like][] => {
    const { paperId } = paper;
    const material = findMaterial(matter, paperId);
    const identity =
      material && isSeen(paper)
        ? paperIdentity(matter, material, view.answers)
        : undefined;
    return identity === undefined
      ? []
      : [[identity, { caseId: view.caseId, paperId }]];
  });
}

const isSeen = (paper: CaseView['papers'][number]) =>
  paper.how === 'seen' || (paper.how === 'photo' && paper.seenAt !== undefined);
