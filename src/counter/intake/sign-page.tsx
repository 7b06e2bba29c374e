import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { signText } from '../../text/intake.ts';
import { errorSentence } from '../../text/errors.ts';
import { ErrorSummary } from '../../ui/error-summary/error-summary.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import {
  forgetDraft,
  loadDraft,
  openDraft,
  settleDraft,
} from './draft-saver.ts';
import {
  caseIdOf,
  correctionItems,
  subjectOf,
  tabTitle,
  type Intake,
} from './intake.ts';
import { judge, summarise } from './judge.ts';
import { promisesOf } from './promises.ts';
import { SigningPart } from './signing-part.tsx';

/** What is signed, in full; the consent; the pad; and the one act that is gated. */
export function SignPage({ intake }: { intake: Intake }) {
  const { draft, matter } = intake;
  const { route } = useLocation();
  const [attempt, setAttempt] = useState(0);
  const [failure, setFailure] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const judgement = judge(intake);
  const isCorrection = correctionItems(intake) !== undefined;
  const hasPromises = promisesOf(intake).length > 0;
  const errors =
    attempt === 0 ? [] : summarise(intake, judgement, { withSigning: true });
  const messageOf = (elementId: string) =>
    errors.find((error) => error.elementId === elementId)?.message;

  const submit = async () => {
    if (isBusy) return;
    setFailure(undefined);
    setBusy(true);
    // The last stroke may still be on its way into the draft; it is judged with
    // what is there once everything has arrived.
    if (!(await settleDraft())) {
      // What would be sent is not what was read out and signed.
      setBusy(false);
      setFailure(errorSentence('storageFailed'));
      return;
    }
    const now = { ...intake, draft: openDraft.value ?? draft };
    if (summarise(now, judge(now), { withSigning: true }).length > 0) {
      setBusy(false);
      setAttempt(attempt + 1);
      return;
    }
    const done = await device().drafts.submit(draft.draftId);
    setBusy(false);
    if (!done.ok) {
      setFailure(errorSentence(done.code));
      return;
    }
    forgetDraft();
    const { caseId } = done.value;
    // Of a case that was here the receipt is in the resident's hands.
    const isNew = caseIdOf(draft) === undefined;
    // Of steps outside alone no case comes: the set is handed on.
    if (caseId === '') {
      await loadDraft(draft.draftId);
      route(paths.intake(draft.draftId), true);
    } else route(isNew ? paths.receipt(caseId) : paths.case(caseId), true);
  };
  const submitLabel =
    failure !== undefined
      ? signText.saveAgain
      : isCorrection
        ? signText.submitCorrection
        : signText.submit;
  return (
    <Screen
      title={
        judgement.needsSignature || hasPromises ? signText.title : submitLabel
      }
      tabTitle={tabTitle(signText.title, matter)}
      subject={`${subjectOf(intake)}${isCorrection ? '' : ' 5/5'}`}
      back={paths.step(draft.draftId, 'check')}
      inDraft
      hasErrors={errors.length > 0}
      focusTitle={errors.length === 0}
      primary={{
        label: submitLabel,
        busy: isBusy ? signText.saving : undefined,
        onPress: () => void submit(),
      }}
    >
      <ErrorSummary errors={errors} attempt={attempt} />
      {failure !== undefined && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{signText.notSaved(failure)}</p>
        </Notice>
      )}
      <p>{signText.onlyTakenIn}</p>
      <SigningPart
        {...{ intake, judgement, messageOf }}
        onFailure={setFailure}
      />
    </Screen>
  );
}
