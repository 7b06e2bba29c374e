import type { Material } from '../../domain/catalogue/form-schema.ts';
import { intakeText, materialsText } from '../../text/intake.ts';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import { useSeenInVisit } from '../visit/seen-in-visit.ts';
import { DraftNotices } from './draft-notices.tsx';
import { examine } from './examine.ts';
import { Fold } from './fold.tsx';
import { useSentToMend } from './form-fields.tsx';
import { Handbook } from './handbook.tsx';
import { useHeldPapers } from './held-papers.ts';
import { subjectOf, tabTitle, type Intake } from './intake.ts';
import { demandedPapers, hasPaper, isHandedIn, judge } from './judge.ts';
import { NoticeLink } from './notice-page.tsx';
import { nextAct } from './next-act.ts';
import { PaperRow } from './paper-row.tsx';

/** The papers of the matter, each with its state and what may be done with it. */
export function MaterialsPage({ intake }: { intake: Intake }) {
  const { draft, matter } = intake;
  const isSentToMend = useSentToMend();
  useHeldPapers(intake);
  useSeenInVisit(intake);
  const demanded = demandedPapers(intake);
  const { missing } = judge(intake);
  const missingIds = new Set(missing.map(({ id }) => id));
  const { asked, offered } = examine(intake).ruling.papers;
  // What is made from the answers is made where it is asked for, and offered nowhere.
  const others = offered.filter(isHandedIn);
  const handedIn = new Set(draft.papers.map(({ paperId }) => paperId));
  const row = (material: Material) => (
    <PaperRow
      key={material.id}
      intake={intake}
      material={material}
      isMissed={isSentToMend && missingIds.has(material.id)}
    />
  );
  return (
    <Screen
      title={intakeText.steps.materials}
      tabTitle={tabTitle(intakeText.steps.materials, matter)}
      subject={`${subjectOf(intake)} 3/5`}
      back={paths.step(draft.draftId, 'form')}
      inDraft
      focusTitle={!isSentToMend}
      primary={nextAct(draft.draftId, 'check', isSentToMend)}
      aside={<Handbook matter={matter} />}
    >
      <DraftNotices intake={intake} />
      <p>
        {matter.materials.length === 0
          ? materialsText.none
          : materialsText.got(
              demanded.filter(({ id }) => hasPaper(intake, id)).length,
              demanded.length,
            )}
      </p>
      <ul class="plain-list stack">{asked.map(row)}</ul>
      {others.length > 0 && (
        <Fold
          label={materialsText.others(others.length)}
          isOpen={others.some(({ id }) => handedIn.has(id))}
        >
          <ul class="plain-list stack">{others.map(row)}</ul>
        </Fold>
      )}
      <NoticeLink intake={intake} />
      <p class="hint">{materialsText.photographsStay}</p>
    </Screen>
  );
}
