import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { CaseView, StepWords } from '../../device/device-api.ts';
import type { Answers } from '../../domain/cases/answers.ts';
import type { Field as CatalogueField } from '../../domain/catalogue/form-schema.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { answerIssueSentence, errorSentence } from '../../text/errors.ts';
import { mendStepText } from '../../text/mend-step.ts';
import { ErrorSummary } from '../../ui/error-summary/error-summary.tsx';
import { Field } from '../../ui/field/field.tsx';
import { inputId } from '../../ui/field/field-id.ts';
import { Notice } from '../../ui/notice/notice.tsx';
import { useRead } from '../device.ts';
import { today } from '../frame/clock.ts';
import { OpeningPage } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import {
  answersOfStep,
  fieldsOfStep,
  issuesOfStep,
  wordsOfStep,
} from './step-form.ts';
import { useMatterOf } from './use-matter-of.ts';

type WordsFormProps = {
  title: string;
  subject: string;
  back: string;
  send: string;
  hint?: string;
  view: CaseView;
  said: StepWords;
  /** Of a change of contact: all that may be changed. Absent: what `said` says. */
  fields?: CatalogueField[];
  onSend: (words: StepWords) => Promise<Outcome<unknown>>;
  children?: ComponentChildren;
};

/** The words of one step of a case as a short form; back to where it came from when done. */
export function WordsForm(props: WordsFormProps) {
  const { view, said, back, hint, onSend } = props;
  const { route } = useLocation();
  const matter = useMatterOf(view);
  const regions = useRead((device) => device.catalogue.regions());
  const [answers, setAnswers] = useState<Answers>(answersOfStep(said));
  const [attempt, setAttempt] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  if (regions === undefined || (said.kind === 'updateContact' && !matter))
    return <OpeningPage />;
  const fields = props.fields ?? fieldsOfStep(said, matter?.fields ?? []);
  const issues =
    attempt === 0 ? [] : issuesOfStep(fields, answers, { matter, view });
  const issueOf = ({ id }: CatalogueField) =>
    issues.find(({ path }) => path === id);
  const errors = fields.flatMap((field) => {
    const issue = issueOf(field);
    return issue === undefined
      ? []
      : [
          {
            elementId: inputId(field.id),
            message: answerIssueSentence(issue, field),
          },
        ];
  });
  const send = async () => {
    setAttempt(attempt + 1);
    if (issuesOfStep(fields, answers, { matter, view }).length > 0) return;
    setBusy(true);
    setFailure(undefined);
    const sent = await onSend(wordsOfStep(said.kind, answers));
    setBusy(false);
    if (sent.ok) route(back, true);
    else setFailure(errorSentence(sent.code));
  };
  return (
    <Screen
      title={props.title}
      subject={props.subject}
      back={back}
      hasErrors={errors.length > 0}
      focusTitle={errors.length === 0}
      primary={{
        label: props.send,
        busy: isBusy ? mendStepText.saving : undefined,
        onPress: () => void send(),
      }}
    >
      <ErrorSummary errors={errors} attempt={attempt} />
      {props.children}
      {failure !== undefined && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{failure}</p>
        </Notice>
      )}
      {hint !== undefined && <p class="hint">{hint}</p>}
      {fields.map((field) => (
        <Field
          key={field.id}
          field={field}
          value={answers[field.id]}
          issue={issueOf(field)}
          regions={regions}
          today={today()}
          ownVillage={null}
          onChange={(value) =>
            setAnswers((before) => {
              const { [field.id]: _former, ...others } = before;
              return value === undefined
                ? others
                : { ...others, [field.id]: value };
            })
          }
        />
      ))}
    </Screen>
  );
}
