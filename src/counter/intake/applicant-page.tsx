import { AGENT } from '../../domain/people/person.ts';
import { formSections } from '../../domain/rules/form-sections.ts';
import { applicantText, intakeText } from '../../text/intake.ts';
import { residentsText } from '../../text/residents.ts';
import { mandateText, sheetText } from '../../text/sheet.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import { ChooseResident } from '../residents/choose-resident.tsx';
import { ToldHere } from '../visit/told-here.tsx';
import { DraftNotices } from './draft-notices.tsx';
import { findAgentField } from './agent.ts';
import { useIssuesAtOpening, useSentToMend } from './form-fields.tsx';
import { tabTitle, type Intake } from './intake.ts';
import { judge } from './judge.ts';
import { nextAct } from './next-act.ts';
import { refusedIssues } from './refused-issues.ts';
import { Sections } from './sections.tsx';

/** Who it is for and who hands it in. Nothing here stops the way on. */
export function ApplicantPage({ intake }: { intake: Intake }) {
  const { draft, matter } = intake;
  const isSentToMend = useSentToMend();
  const issues = useIssuesAtOpening(isSentToMend, [
    ...judge(intake).issues.applicant,
    ...refusedIssues(intake),
  ]);
  return (
    <Screen
      title={applicantText.who}
      tabTitle={tabTitle(applicantText.who, matter)}
      subject={`${matter.short} ${intakeText.stepTitle(intakeText.steps.applicant, 1, 5)}`}
      back={paths.intake(draft.draftId)}
      inDraft
      focusTitle={!isSentToMend}
      hasErrors={issues.length > 0}
      primary={nextAct(draft.draftId, 'form', isSentToMend)}
    >
      <DraftNotices intake={intake} />
      <details>
        <summary>
          <Icon name="chevron" />
          {applicantText.privacy}
        </summary>
        <p>{applicantText.privacyDetails}</p>
      </details>
      <ChooseResident
        intake={intake}
        role={matter.counterRole}
        label={residentsText.searchToFill}
      />
      {draft.visitId !== null && findAgentField(intake) !== undefined && (
        <ToldHere intake={intake} role={AGENT} />
      )}
      <Sections
        intake={intake}
        fields={formSections(matter).applicantFields}
        issues={issues}
      />
      <MandateLink intake={intake} />
    </Screen>
  );
}

/** To be signed on paper, once somebody else hands it in. */
function MandateLink({ intake }: { intake: Intake }) {
  const { draft } = intake;
  if (findAgentField(intake) === undefined) return null;
  return (
    <span>
      <Button href={paths.draftSheet(draft.draftId, 'mandate')}>
        <Icon name="printer" />
        {sheetText.print(mandateText.title)}
      </Button>
    </span>
  );
}
