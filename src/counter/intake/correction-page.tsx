import type { CorrectionItem } from '../../domain/cases/event.ts';
import { correctionText, intakeText } from '../../text/intake.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import {
  FormFields,
  useIssuesAtOpening,
  useSentToMend,
} from './form-fields.tsx';
import { DraftNotices } from './draft-notices.tsx';
import { openFields } from './examine.ts';
import { HiddenAnswers } from './hidden-answers.tsx';
import {
  caseIdOf,
  correctionItems,
  subjectOf,
  tabTitle,
  type Intake,
} from './intake.ts';
import { judge, namedPapers } from './judge.ts';
import { refusedIssues } from './refused-issues.ts';
import { nextAct } from './next-act.ts';
import { PaperRow } from './paper-row.tsx';

/** Only what the township named, each with the reviewer's own words beside it. */
export function CorrectionPage({ intake }: { intake: Intake }) {
  const { draft } = intake;
  const isSentToMend = useSentToMend();
  const judgement = judge(intake);
  const refused = refusedIssues(intake);
  const issues = useIssuesAtOpening(isSentToMend || refused.length > 0, [
    ...judgement.issues.applicant,
    ...judgement.issues.form,
    ...refused,
  ]);
  const items = correctionItems(intake) ?? [];
  const fields = openFields(intake);
  const papers = namedPapers(intake);
  const missing = new Set(judgement.missing.map(({ id }) => id));
  const caseId = caseIdOf(draft) ?? '';
  const known = new Set([...fields, ...papers].map(({ id }) => id));
  const said = (about: string) =>
    items
      .filter((item) => item.about === about)
      .map((item) => <Said key={item.reason + item.fix} item={item} />);
  return (
    <Screen
      title={correctionText.title}
      tabTitle={tabTitle(correctionText.title, intake.matter)}
      subject={subjectOf(intake)}
      back={paths.case(caseId)}
      inDraft
      focusTitle={!isSentToMend}
      hasErrors={issues.length > 0}
      primary={nextAct(draft.draftId, 'check', isSentToMend)}
    >
      <DraftNotices intake={intake} />
      <p>{correctionText.onlyNamed}</p>
      {/* What the notice names by another word than a field or paper of ours. */}
      {items
        .filter(({ about }) => !known.has(about))
        .map((item) => (
          <Said key={item.about + item.reason} item={item} />
        ))}
      {fields.length > 0 && (
        <section class="stack">
          <h2>{correctionText.fields}</h2>
          {fields.map((field) => (
            <div key={field.id} class="stack-tight">
              {said(field.id)}
              <FormFields {...{ intake, issues }} fields={[field]} />
            </div>
          ))}
          <HiddenAnswers intake={intake} fields={intake.matter.fields} />
        </section>
      )}
      {papers.length > 0 && (
        <section class="stack">
          <h2>{correctionText.papers}</h2>
          <ul class="plain-list stack">
            {papers.map((material) => (
              <PaperRow
                key={material.id}
                intake={intake}
                material={material}
                isMissed={isSentToMend && missing.has(material.id)}
                said={said(material.id)}
              />
            ))}
          </ul>
        </section>
      )}
      <p class="hint">{intakeText.keepsItself}</p>
    </Screen>
  );
}

function Said({ item }: { item: CorrectionItem }) {
  return (
    <div class="said">
      <p>
        <Icon name="hand-back" /> {correctionText.reviewerSays(item.reason)}
      </p>
      {item.fix !== '' && <p>{correctionText.fix(item.fix)}</p>}
    </div>
  );
}
