import type { Field } from '../../domain/catalogue/form-schema.ts';
import { rolesIn } from '../../domain/people/person.ts';
import { formSections } from '../../domain/rules/form-sections.ts';
import { formText, intakeText } from '../../text/intake.ts';
import { residentsText } from '../../text/residents.ts';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import { ChooseResident } from '../residents/choose-resident.tsx';
import { filledIn } from '../residents/chosen-resident.ts';
import { DraftNotices } from './draft-notices.tsx';
import { examine } from './examine.ts';
import { Fold } from './fold.tsx';
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
      {othersIn(intake, fields).map(({ role, field }) => (
        <Fold
          key={role}
          label={residentsText.pick(field.label)}
          isOpen={
            draft.visitId !== null ||
            filledIn(draft.draftId, role) !== undefined
          }
        >
          <ChooseResident
            {...{ intake, role }}
            label={residentsText.searchToFill}
          />
        </Fold>
      ))}
      <Sections intake={intake} fields={fields} issues={issues} />
    </Screen>
  );
}

/** Of whom else the form asks a number now, by the field of his name. */
function othersIn(intake: Intake, fields: readonly Field[]) {
  const { shown } = examine(intake).ruling;
  const asked = fields.filter(({ id }) => shown.has(id));
  return rolesIn(asked).flatMap((role) => {
    const field = asked.find(({ prefill }) => prefill === `${role}.name`);
    return field === undefined ? [] : [{ role, field }];
  });
}
