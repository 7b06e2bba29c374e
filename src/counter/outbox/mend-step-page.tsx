import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type {
  CaseView,
  OutboxRow,
  StepWords,
} from '../../device/device-api.ts';
import type { Answers } from '../../domain/cases/answers.ts';
import type { Field as CatalogueField } from '../../domain/catalogue/form-schema.ts';
import { answerIssueSentence, errorSentence } from '../../text/errors.ts';
import { attentionText } from '../../text/counter.ts';
import { mendStepText } from '../../text/mend-step.ts';
import { sendText } from '../../text/send.ts';
import { ErrorSummary } from '../../ui/error-summary/error-summary.tsx';
import { Field } from '../../ui/field/field.tsx';
import { inputId } from '../../ui/field/field-id.ts';
import { Notice } from '../../ui/notice/notice.tsx';
import { device, outbox, useCase, useRead } from '../device.ts';
import { today } from '../frame/clock.ts';
import { paths } from '../frame/navigation.ts';
import { OpeningPage } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { cardName } from './card-parts.tsx';
import {
  answersOfStep,
  fieldsOfStep,
  issuesOfStep,
  wordsOfStep,
} from './step-form.ts';
import { useMatterOf } from './use-matter-of.ts';

/** Puts a refused step right in words; signatures and photographs stay with it. */
export function MendStepPage({ operationId }: { operationId: string }) {
  const box = outbox.value;
  const row = box?.attention.find((each) => each.operationId === operationId);
  const view = useCase(row?.caseId ?? '');
  const said = useRead(
    (device) => device.outbox.readStep(operationId),
    [operationId],
  );
  if (box === undefined || said === undefined || view === undefined)
    return <OpeningPage />;
  if (row === undefined || !said.ok || view === null)
    return (
      <Screen title={attentionText.title} back={paths.attention}>
        <p>{said.ok ? mendStepText.gone : errorSentence(said.code)}</p>
      </Screen>
    );
  return <StepForm row={row} view={view} said={said.value} />;
}

type StepFormProps = { row: OutboxRow; view: CaseView; said: StepWords };

function StepForm({ row, view, said }: StepFormProps) {
  const { route } = useLocation();
  const matter = useMatterOf(view);
  const regions = useRead((device) => device.catalogue.regions());
  const [answers, setAnswers] = useState<Answers>(answersOfStep(said));
  const [attempt, setAttempt] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  if (regions === undefined || (said.kind === 'updateContact' && !matter))
    return <OpeningPage />;
  const fields: CatalogueField[] = fieldsOfStep(said, matter?.fields ?? []);
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
    const mended = await device().outbox.mendStep(
      row.operationId,
      wordsOfStep(said.kind, answers),
    );
    setBusy(false);
    if (mended.ok) route(paths.attention, true);
    else setFailure(errorSentence(mended.code));
  };
  return (
    <Screen
      title={mendStepText.title(sendText.kinds[row.kind] ?? '')}
      subject={cardName(row)}
      back={paths.attention}
      hasErrors={errors.length > 0}
      focusTitle={errors.length === 0}
      primary={{
        label: mendStepText.send,
        busy: isBusy ? mendStepText.saving : undefined,
        onPress: () => void send(),
      }}
    >
      <ErrorSummary errors={errors} attempt={attempt} />
      {row.code !== null && (
        <p>{attentionText.reason(errorSentence(row.code))}</p>
      )}
      {row.reason !== null && <p>{attentionText.countySays(row.reason)}</p>}
      {failure !== undefined && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{failure}</p>
        </Notice>
      )}
      <p class="hint">
        {said.kind === 'rate' ? mendStepText.levelHint : mendStepText.explained}
      </p>
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
