import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Matter } from '../../../domain/catalogue/matter-schema.ts';
import type { CaseDetail } from '../../../protocol/review.ts';
import { decisionText } from '../../../text/review.ts';
import { Button } from '../../../ui/button/button.tsx';
import {
  ErrorSummary,
  type SummarisedError,
} from '../../../ui/error-summary/error-summary.tsx';
import { Notice } from '../../../ui/notice/notice.tsx';
import { correctionSubjects } from '../correction-subjects.ts';
import type { DecisionForm } from '../decision-draft.ts';
import type { UseDraft } from '../use-draft.ts';
import { whatIsMissing, whatIsOwed } from '../what-is-missing.ts';
import { checkDraft } from './check-draft.ts';
import { CorrectionForm } from './correction-form.tsx';
import { ConcludeForm, RefuseForm, RejectForm } from './ending-forms.tsx';
import { useDecision } from './use-decision.ts';
import './decide.css';

type PanelProps = {
  form: DecisionForm;
  detail: CaseDetail;
  matter: Matter;
  useDraft: UseDraft;
  reload: () => Promise<void>;
  onDecided: (form: DecisionForm) => void;
};

/** Nothing of it may go over the material: it stands where the checklist was. */
export function DecisionPanel(props: PanelProps) {
  const { form, detail, matter, useDraft, reload } = props;
  const { draft, change, clear } = useDraft;
  const titleId = useId();
  const harmless = useRef<HTMLButtonElement>(null);
  const [errors, setErrors] = useState<SummarisedError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const decision = useDecision(detail, reload);
  const subjects = correctionSubjects(matter, detail.presets);
  const act = actOf(form, draft.refusal.act);
  const word = decisionText.acts[act];

  useEffect(() => {
    setErrors([]);
    decision.clear();
    harmless.current?.focus();
  }, [form]);

  const missing = whatItWaitsFor(form, detail, matter);
  const isAllowed = detail.acts.includes(act);
  const isPossible = isAllowed && missing.length === 0;
  const close = () => change({ form: null });
  const send = async () => {
    if (decision.isSending || !isPossible) return;
    const checked = checkDraft(form, draft, {
      version: detail.row.version,
      subjects,
    });
    setErrors(checked.ok ? [] : checked.errors);
    setAttempt((n) => n + 1);
    if (!checked.ok) return;
    if (await decision.send(checked.decision)) {
      clear();
      props.onDecided(form);
    }
  };
  const errorOf = (elementId: string) =>
    errors.find((each) => each.elementId === elementId)?.message;
  const formProps = { matter, useDraft, errorOf };
  return (
    <div
      role="dialog"
      aria-modal="false"
      aria-labelledby={titleId}
      class="decision"
      onKeyDown={(event) => {
        if (event.isComposing || event.keyCode === 229) return;
        if (event.key === 'Escape') {
          event.stopPropagation();
          close();
        } else if (event.key === 'Enter' && event.ctrlKey) {
          event.preventDefault();
          void send();
        }
      }}
    >
      <h2 id={titleId}>
        {decisionText.dialogTitle(
          word,
          detail.row.matterShort,
          detail.row.applicantName,
        )}
      </h2>
      {decision.refused !== null && (
        <Notice
          tone={decision.refused.isChanged ? 'warn' : 'bad'}
          icon="octagon"
          title={decision.refused.sentence}
          announced="assertive"
        >
          {decision.refused.isChanged && <p>{decisionText.changedHint}</p>}
        </Notice>
      )}
      {!isAllowed && (
        <Notice tone="warn" icon="octagon" announced="polite">
          <p>{decisionText.noLongerAllowed(word)}</p>
        </Notice>
      )}
      <ErrorSummary errors={errors} attempt={attempt} />
      {missing.length > 0 && (
        <Notice tone="wait" icon="triangle" announced="polite">
          <p>{decisionText.missing(missing)}</p>
          {form === 'conclude' && <p>{decisionText.conclude.onlyWhole}</p>}
        </Notice>
      )}
      {form === 'accept' && missing.length === 0 && (
        <AcceptWords detail={detail} matter={matter} />
      )}
      {form === 'dispatch' && (
        <p>{decisionText.dispatch.ask(detail.nextOffice?.name ?? '')}</p>
      )}
      {form === 'requestCorrection' && (
        <CorrectionForm detail={detail} subjects={subjects} {...formProps} />
      )}
      {form === 'refuse' && <RefuseForm {...formProps} />}
      {form === 'conclude' && missing.length === 0 && (
        <ConcludeForm {...formProps} />
      )}
      {form === 'reject' && <RejectForm {...formProps} />}
      <div class="decision-buttons">
        <Button buttonRef={harmless} onPress={close}>
          {decisionText.notNow}
        </Button>
        {isPossible && (
          <Button
            kind="primary"
            onPress={() => void send()}
            busy={decision.isSending ? decisionText.sending : undefined}
          >
            {confirmWord(form, draft.items.length)}
          </Button>
        )}
      </div>
    </div>
  );
}

/** What must come before it can be sent, in words; empty = nothing. */
function whatItWaitsFor(
  form: DecisionForm,
  detail: CaseDetail,
  matter: Matter,
): string[] {
  if (form === 'accept') return whatIsMissing(detail, matter);
  return form === 'conclude' ? whatIsOwed(detail) : [];
}

type AcceptProps = { detail: CaseDetail; matter: Matter };

function AcceptWords({ detail, matter }: AcceptProps) {
  const words = decisionText.accept;
  return (
    <>
      <p>{words.ask(matter.name, detail.row.applicantName)}</p>
      <p>{words.promise(matter.promisedDays)}</p>
    </>
  );
}

function actOf(
  form: DecisionForm,
  refusal: 'refuse' | 'referElsewhere',
): keyof typeof decisionText.acts {
  return form === 'refuse' ? refusal : form;
}

function confirmWord(form: DecisionForm, items: number): string {
  return form === 'requestCorrection'
    ? decisionText.correction.confirm(items)
    : decisionText[form].confirm;
}
