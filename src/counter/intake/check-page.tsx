import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Field, Material } from '../../domain/catalogue/form-schema.ts';
import { fieldOf } from '../../domain/rules/answer-issue.ts';
import { formSections } from '../../domain/rules/form-sections.ts';
import { checkText, intakeText, materialsText } from '../../text/intake.ts';
import { ErrorSummary } from '../../ui/error-summary/error-summary.tsx';
import { revealField } from '../../ui/error-summary/reveal-field.ts';
import { inputId } from '../../ui/field/field-id.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import { Tick } from '../frame/tick.tsx';
import { changeConsent } from './draft-saver.ts';
import { Doubts } from './doubts.tsx';
import { examine, openFields } from './examine.ts';
import { correctionItems, subjectOf, tabTitle, type Intake } from './intake.ts';
import {
  isHandedIn,
  judge,
  namedPapers,
  summarise,
  type Step,
} from './judge.ts';
import { NoticeLink } from './notice-page.tsx';
import { AnswerLine, PaperLine } from './read-back.tsx';
import { takeRowLeft } from './row-left.ts';

/** The whole case read back, with what stops it on top and a way to each line. */
export function CheckPage({ intake }: { intake: Intake }) {
  const { draft, matter } = intake;
  const { query } = useLocation();
  const judgement = judge(intake);
  const errors = summarise(intake, judgement, { withSigning: false });
  const isCorrection = correctionItems(intake) !== undefined;
  // A wrong cell makes its table's line wrong.
  const wrongFields = new Set(
    errors.map(({ elementId }) => fieldOf(elementId)),
  );
  useEffect(() => {
    // Back from mending one line the eye and the focus return to that line.
    const row = takeRowLeft();
    if (query['field'] !== undefined) revealField(inputId(query['field']));
    else if (row !== undefined) revealField(row);
  }, [query['field']]);

  const open = new Set(openFields(intake).map(({ id }) => id));
  const sections = formSections(matter);
  const papers = isCorrection ? namedPapers(intake) : matter.materials;
  const asked = new Set(examine(intake).ruling.papers.asked);
  const line = (step: Step) => (field: Field) =>
    open.has(field.id) && (
      <AnswerLine
        key={field.id}
        intake={intake}
        field={field}
        step={isCorrection ? 'form' : step}
        isWrong={wrongFields.has(inputId(field.id))}
      />
    );
  return (
    <Screen
      title={checkText.title}
      tabTitle={tabTitle(checkText.title, matter)}
      subject={`${subjectOf(intake)}${isCorrection ? '' : ' 4/5'}`}
      back={paths.step(draft.draftId, isCorrection ? 'form' : 'materials')}
      inDraft
      hasErrors={errors.length > 0}
      focusTitle={errors.length === 0}
      primary={{
        label: intakeText.next(intakeText.steps.sign),
        href: paths.step(draft.draftId, 'sign'),
      }}
    >
      <ErrorSummary errors={errors} />
      <NoticeLink intake={intake} />
      {errors.length === 0 && (
        <p class="row">
          <Icon name="check" />
          {checkText.allThere}
        </p>
      )}
      <section class="stack-tight">
        <h2>{checkText.applicant}</h2>
        <dl class="read-back">
          {sections.applicantFields.map(line('applicant'))}
        </dl>
      </section>
      <section class="stack-tight">
        <h2>{checkText.form}</h2>
        <dl class="read-back">{sections.matterFields.map(line('form'))}</dl>
      </section>
      <section class="stack-tight">
        <h2>{checkText.materials}</h2>
        {papers.length === 0 ? (
          <p class="hint">{materialsText.none}</p>
        ) : (
          <dl class="read-back">
            {papers.map((material: Material) => (
              <PaperLine
                key={material.id}
                intake={intake}
                material={material}
                step={isCorrection ? 'form' : 'materials'}
                isAsked={asked.has(material)}
                isMissing={
                  isHandedIn(material) &&
                  judgement.missing.some(({ id }) => id === material.id)
                }
              />
            ))}
          </dl>
        )}
      </section>
      {errors.length > 0 && (
        <Notice tone="neutral" icon="box-check">
          <p>{checkText.mayGoOn}</p>
        </Notice>
      )}
      <Doubts intake={intake} judgement={judgement} missed={query['field']} />
      <Tick
        id="readBack"
        label={checkText.readOut}
        isTicked={judgement.isReadBack}
        error={
          query['field'] === 'readBack' && !judgement.isReadBack
            ? checkText.readOutMissing
            : undefined
        }
        onTick={(isTicked) => void changeConsent('readBack', isTicked)}
      />
    </Screen>
  );
}
