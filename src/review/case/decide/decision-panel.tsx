import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { ReviewAct } from '../../../domain/cases/transitions.ts';
import type { Matter } from '../../../domain/catalogue/matter-schema.ts';
import type { CaseDetail } from '../../../protocol/review.ts';
import {
  actWord,
  isOfficeAct,
  officeActWords,
  previewText,
} from '../../../text/office-acts.ts';
import { decisionText } from '../../../text/review.ts';
import { Button } from '../../../ui/button/button.tsx';
import {
  ErrorSummary,
  type SummarisedError,
} from '../../../ui/error-summary/error-summary.tsx';
import { Notice } from '../../../ui/notice/notice.tsx';
import { correctionSubjects } from '../correction-subjects.ts';
import type { DecisionForm, DraftItem } from '../decision-draft.ts';
import type { UseDraft } from '../use-draft.ts';
import { whatIsMissing, whatIsOwed } from '../what-is-missing.ts';
import { useReview } from '../../review-context.ts';
import { checkDraft, wantsCorrection } from './check-draft.ts';
import { CorrectionForm } from './correction-form.tsx';
import { ConcludeForm, RefuseForm, RejectForm } from './ending-forms.tsx';
import { NoticePreviewView } from './notice-preview.tsx';
import { OfficeForm } from './office-form.tsx';
import { useDecision } from './use-decision.ts';
import { usePreview } from './use-preview.ts';
import './decide.css';

type PanelProps = {
  form: DecisionForm;
  detail: CaseDetail;
  matter: Matter;
  useDraft: UseDraft;
  reload: () => Promise<void>;
  onDecided: (form: DecisionForm) => void;
};

/** Those that a paper tells the applicant of: it can be seen before. */
const TOLD: readonly DecisionForm[] = [
  'accept',
  'requestCorrection',
  'refuse',
  'startSpecial',
  'extend',
  'conclude',
  'reject',
];

/** Nothing of it may go over the material: it stands where the checklist was. */
export function DecisionPanel(props: PanelProps) {
  const { form, detail, matter, useDraft, reload } = props;
  const { draft, change, clear } = useDraft;
  const titleId = useId();
  const harmless = useRef<HTMLButtonElement>(null);
  const element = useRef<HTMLDivElement>(null);
  const [errors, setErrors] = useState<SummarisedError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const decision = useDecision(detail, reload);
  const preview = usePreview(detail.row.caseId);
  const { staff } = useReview();
  const audiences = staff.value?.audiences ?? [];
  const subjects = correctionSubjects(matter, detail.presets);
  const act = actOf(form, draft.refusal.act);
  const word = actWord(act);

  useEffect(() => {
    setErrors([]);
    decision.clear();
    preview.clear();
    (presetOf(element.current, draft.items) ?? harmless.current)?.focus();
  }, [form]);
  // A further problem of a material: its reason is asked next.
  useEffect(() => {
    presetOf(element.current, draft.items)?.focus();
  }, [draft.items.length]);

  const missing = whatItWaitsFor(form, detail, matter);
  const isAllowed = detail.acts.includes(act);
  const isPossible = isAllowed && missing.length === 0;
  const close = () => change({ form: null });
  const context = { detail, audiences, subjects };
  const check = () => {
    const checked = checkDraft(form, draft, context);
    setErrors(checked.ok ? [] : checked.errors);
    setAttempt((n) => n + 1);
    return checked.ok ? checked.decision : null;
  };
  const show = () => {
    const written = check();
    if (written !== null) void preview.show(written);
  };
  const send = async () => {
    if (decision.isSending || !isPossible) return;
    const written = check();
    if (written === null) return;
    if (await decision.send(written)) {
      clear();
      props.onDecided(form);
    }
  };
  const errorOf = (elementId: string) =>
    errors.find((each) => each.elementId === elementId)?.message;
  const formProps = { matter, useDraft, errorOf };
  return (
    <div
      ref={element}
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
      {isOfficeAct(form) && (
        <OfficeForm act={form} {...{ detail, useDraft, errorOf }} />
      )}
      {form === 'answerJointly' && wantsCorrection(draft, context) && (
        <CorrectionForm
          detail={detail}
          subjects={subjects}
          isOpinion
          {...formProps}
        />
      )}
      {form === 'requestCorrection' && (
        <CorrectionForm detail={detail} subjects={subjects} {...formProps} />
      )}
      {form === 'refuse' && <RefuseForm {...formProps} />}
      {form === 'conclude' && missing.length === 0 && (
        <ConcludeForm windows={detail.windows} {...formProps} />
      )}
      {form === 'reject' && <RejectForm {...formProps} />}
      <NoticePreviewView preview={preview} />
      <div class="decision-buttons">
        <Button buttonRef={harmless} onPress={close}>
          {decisionText.notNow}
        </Button>
        {isPossible && TOLD.includes(form) && (
          <Button
            onPress={show}
            busy={preview.isLoading ? previewText.loading : undefined}
          >
            {preview.paper === null ? previewText.show : previewText.again}
          </Button>
        )}
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

/**
 * The first preset reason of a place that was only named; null: no place is, so that
 * focus stands where it does no harm.
 */
function presetOf(
  panel: HTMLElement | null,
  items: readonly DraftItem[],
): HTMLElement | null {
  const last = items.at(-1);
  if (last === undefined || last.about === '' || last.reason !== '')
    return null;
  const all = panel?.querySelectorAll<HTMLElement>('.correction-item');
  const item = all?.[all.length - 1];
  return (
    item?.querySelector<HTMLElement>('.preset') ??
    item?.querySelector<HTMLElement>('textarea') ??
    null
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
): ReviewAct {
  return form === 'refuse' ? refusal : form;
}

function confirmWord(form: DecisionForm, items: number): string {
  if (isOfficeAct(form)) return officeActWords[form].confirm;
  return form === 'requestCorrection'
    ? decisionText.correction.confirm(items)
    : decisionText[form].confirm;
}
