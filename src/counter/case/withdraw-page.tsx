import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { CaseView, OutboxRow } from '../../device/device-api.ts';
import type { Field as CatalogueField } from '../../domain/catalogue/form-schema.ts';
import { isWish } from '../../domain/cases/fold-case.ts';
import {
  WITHDRAWAL_REASONS,
  type WithdrawalReason,
} from '../../domain/cases/withdrawal-reason.ts';
import { answerIssueSentence, errorSentence } from '../../text/errors.ts';
import { withdrawText } from '../../text/case-acts.ts';
import { frameText } from '../../text/counter.ts';
import { sendText } from '../../text/send.ts';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { Field } from '../../ui/field/field.tsx';
import { inputId } from '../../ui/field/field-id.ts';
import { ErrorSummary } from '../../ui/error-summary/error-summary.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device, outbox, useCase } from '../device.ts';
import { today } from '../frame/clock.ts';
import { paths } from '../frame/navigation.ts';
import { OpeningPage } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';

/**
 * Why, then one question, then it is done: of a case the county has, or will
 * have, as an operation; of what it refused, by taking it back here.
 */
export function WithdrawPage({ caseId }: { caseId: string }) {
  const { query } = useLocation();
  const view = useCase(caseId);
  const box = outbox.value;
  if (view === undefined || box === undefined) return <OpeningPage />;
  const operationId = query['operation'];
  const refused = box.attention.find((row) => row.operationId === operationId);
  const isPossible =
    view !== null &&
    (operationId === undefined
      ? view.acts.includes('withdraw')
      : refused !== undefined);
  if (view === null || !isPossible) {
    return (
      <Screen
        title={view === null ? frameText.caseGone : withdrawText.title}
        back={view === null ? paths.cases : paths.case(caseId)}
      >
        {view !== null && <p>{withdrawText.notNow}</p>}
      </Screen>
    );
  }
  return <Withdraw view={view} refused={refused} />;
}

type WithdrawProps = { view: CaseView; refused: OutboxRow | undefined };

function Withdraw({ view, refused }: WithdrawProps) {
  const { route } = useLocation();
  const [reason, setReason] = useState<WithdrawalReason>();
  const [words, setWords] = useState('');
  const [attempt, setAttempt] = useState(0);
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const isStep = refused !== undefined && refused.kind !== 'submit';
  const asked = reasonField(isStep);
  const missing = attempt === 0 ? undefined : findMissing(reason, words, asked);
  const issueOf = ({ id }: CatalogueField) =>
    missing?.id === id ? ({ code: 'required' } as const) : undefined;
  const errors =
    missing === undefined
      ? []
      : [
          {
            elementId: inputId(missing.id),
            message: answerIssueSentence({ code: 'required' }, missing),
          },
        ];

  const { explained, label } = wordsFor(view, refused);

  const doIt = async () => {
    setAsking(false);
    if (reason === undefined) return;
    setBusy(true);
    const full = fullWords(reason, words);
    const done =
      refused === undefined
        ? await device().cases.act(view.caseId, {
            kind: 'withdraw',
            reason: full,
            signature: null,
          })
        : await device().outbox.takeBack(refused.operationId, {
            reason,
            words: full,
          });
    setBusy(false);
    if (done.ok) route(paths.case(view.caseId), true);
    else setFailure(errorSentence(done.code));
  };
  const ask = () => {
    setAttempt(attempt + 1);
    if (findMissing(reason, words, asked) === undefined) setAsking(true);
  };
  const fieldProps = {
    regions: { townships: [], villages: [] },
    today: today(),
    ownVillage: null,
  };
  return (
    <Screen
      title={isStep ? withdrawText.stepTitle : withdrawText.title}
      tabTitle={`${withdrawText.title} · ${view.matterShort}`}
      subject={`${view.matterShort} · ${view.applicantName}`}
      back={refused === undefined ? paths.case(view.caseId) : paths.attention}
      hasErrors={errors.length > 0}
      focusTitle={errors.length === 0}
      primary={{
        label,
        busy: isBusy ? withdrawText.saving : undefined,
        onPress: ask,
      }}
    >
      <ErrorSummary errors={errors} attempt={attempt} />
      {failure !== undefined && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{failure}</p>
        </Notice>
      )}
      <p>{explained}</p>
      <Field
        {...fieldProps}
        field={asked}
        value={reason === undefined ? undefined : withdrawText.reasons[reason]}
        issue={issueOf(asked)}
        onChange={(label) =>
          setReason(
            WITHDRAWAL_REASONS.find(
              (each) => withdrawText.reasons[each] === label,
            ),
          )
        }
      />
      <Field
        {...fieldProps}
        field={WORDS_FIELD}
        value={words === '' ? undefined : words}
        issue={issueOf(WORDS_FIELD)}
        onChange={(text) => setWords(typeof text === 'string' ? text : '')}
      />
      {isAsking && (
        <Dialog
          title={withdrawText.confirm(nameOf(view, refused))}
          confirmLabel={label}
          cancelLabel={withdrawText.doNot}
          dangerous
          onConfirm={() => void doIt()}
          onCancel={() => setAsking(false)}
        >
          <p>{explained}</p>
        </Dialog>
      )}
    </Screen>
  );
}

function reasonField(isStep: boolean): CatalogueField {
  return {
    id: 'reason',
    label: isStep ? withdrawText.whyStep : withdrawText.why,
    type: 'select',
    required: true,
    options: WITHDRAWAL_REASONS.map((each) => withdrawText.reasons[each]),
    pi: 'general',
  };
}

const WORDS_FIELD: CatalogueField = {
  id: 'words',
  label: withdrawText.words,
  type: 'textarea',
  required: false,
  help: withdrawText.wordsHint,
  maxLength: 200,
  pi: 'general',
};

/** The field that keeps it from being done; undefined: none. */
function findMissing(
  reason: WithdrawalReason | undefined,
  words: string,
  asked: CatalogueField,
): CatalogueField | undefined {
  if (reason === undefined) return asked;
  return reason === 'other' && words.trim() === '' ? WORDS_FIELD : undefined;
}

function fullWords(reason: WithdrawalReason, words: string): string {
  const said = words.trim();
  return reason === 'other'
    ? said
    : withdrawText.full(withdrawText.reasons[reason], said);
}

/** What it means, and what the button says. */
function wordsFor(
  { state }: CaseView,
  refused: OutboxRow | undefined,
): { explained: string; label: string } {
  const { doIt, doItStep, askIt } = withdrawText;
  if (refused !== undefined)
    return refused.kind === 'submit'
      ? { explained: withdrawText.explainedUnsent, label: doIt }
      : { explained: withdrawText.explainedStep, label: doItStep };
  return isWish(state)
    ? { explained: withdrawText.explainedWish, label: askIt }
    : { explained: withdrawText.explained, label: doIt };
}

function nameOf(view: CaseView, refused: OutboxRow | undefined): string {
  const whose = `${view.applicantName} · ${view.matterShort}`;
  if (refused === undefined || refused.kind === 'submit') return whose;
  return `${whose} · ${sendText.kinds[refused.kind] ?? ''}`;
}
