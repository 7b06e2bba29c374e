import { formSections } from '../../domain/rules/form-sections.ts';
import { formText, intakeText } from '../../text/intake.ts';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import { DraftNotices } from './draft-notices.tsx';
import { useIssuesAtOpening, useSentToMend } from './form-fields.tsx';
import { Handbook } from './handbook.tsx';
import { subjectOf, tabTitle, type Intake } from './intake.ts';
import { judge } from './judge.ts';
import { nextAct } from './next-act.ts';
import { refusedIssues } from './refused-issues.ts';
import { Sections } from './sections.tsx';

/** What the matter itself asks, on one long page as the papers come. */
export function FormPage({ intake }: { intake: Intake }) {
  const { draft, matter } = intake;
  const isSentToMend = useSentToMend();
  const left = judge(intake).issues.form;
  const issues = useIssuesAtOpening(isSentToMend, [
    ...left,
    ...refusedIssues(intake),
  ]);
  const fields = formSections(matter).matterFields;
  return (
    <Screen
      title={intakeText.steps.form}
      tabTitle={tabTitle(intakeText.steps.form, matter)}
      subject={`${subjectOf(intake)} 2/5`}
      back={paths.step(draft.draftId, 'applicant')}
      inDraft
      focusTitle={!isSentToMend}
      hasErrors={issues.length > 0}
      primary={nextAct(draft.draftId, 'materials', isSentToMend)}
      aside={<Handbook matter={matter} />}
    >
      <DraftNotices intake={intake} />
      <p>
        {fields.length === 0
          ? formText.nothingHere
          : left.length === 0
            ? formText.complete
            : formText.stillMissing(left.length)}
      </p>
      <Sections intake={intake} fields={fields} issues={issues} />
    </Screen>
  );
}
