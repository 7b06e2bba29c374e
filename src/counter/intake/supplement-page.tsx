import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { supplementText } from '../../text/case-acts.ts';
import { errorSentence } from '../../text/errors.ts';
import { signText } from '../../text/intake.ts';
import { ErrorSummary } from '../../ui/error-summary/error-summary.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import { ApplicantSigning } from './applicant-signing.tsx';
import { DraftNotices } from './draft-notices.tsx';
import { forgetDraft, openDraft, settleDraft } from './draft-saver.ts';
import { caseIdOf, subjectOf, tabTitle, type Intake } from './intake.ts';
import { hasPaper, isHandedIn, paperElementId } from './judge.ts';
import { PaperRow } from './paper-row.tsx';
import { PromiseSigning } from './promise-signing.tsx';
import { promiseErrors } from './promises.ts';
import { signatureErrors } from './signatures.ts';

/** Papers that come to a case later, above all what was lost here: one page. */
export function SupplementPage({ intake }: { intake: Intake }) {
  const { draft } = intake;
  const { route } = useLocation();
  const [attempt, setAttempt] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const caseId = caseIdOf(draft) ?? '';
  const asked = askedPapers(intake);
  const isRetake = hasDemands(intake);
  const errors = attempt === 0 ? [] : findMissing(intake);
  const missing = new Set(errors.map(({ elementId }) => elementId));

  const submit = async () => {
    if (isBusy) return;
    setFailure(undefined);
    setBusy(true);
    const isSettled = await settleDraft();
    const now = { ...intake, draft: openDraft.value ?? draft };
    if (!isSettled || findMissing(now).length > 0) {
      setBusy(false);
      if (!isSettled) setFailure(errorSentence('storageFailed'));
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
    route(paths.case(caseId), true);
  };
  const messageOf = (id: string) =>
    errors.find(({ elementId }) => elementId === id)?.message;
  const title = isRetake ? supplementText.retakeTitle : supplementText.title;
  return (
    <Screen
      title={title}
      tabTitle={tabTitle(title, intake.matter)}
      subject={subjectOf(intake)}
      back={paths.case(caseId)}
      inDraft
      hasErrors={errors.length > 0}
      focusTitle={errors.length === 0}
      primary={{
        label: supplementText.submit,
        busy: isBusy ? signText.saving : undefined,
        onPress: () => void submit(),
      }}
    >
      <ErrorSummary errors={errors} attempt={attempt} />
      {failure !== undefined && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{failure}</p>
        </Notice>
      )}
      <DraftNotices intake={intake} />
      <p>{isRetake ? supplementText.only : supplementText.any}</p>
      <ul class="plain-list stack">
        {asked.map((material) => (
          <PaperRow
            key={material.id}
            intake={intake}
            material={material}
            isRetake={isRetake}
            isMissed={missing.has(paperElementId(material.id))}
          />
        ))}
      </ul>
      <PromiseSigning
        intake={intake}
        messageOf={messageOf}
        onFailure={setFailure}
      />
      {needsSignature(intake) && (
        <section class="stack-tight">
          <h2>{supplementText.signAgain}</h2>
          <ApplicantSigning {...{ draft, messageOf }} onFailure={setFailure} />
        </section>
      )}
    </Screen>
  );
}

function demandsOf({ draft: { purpose } }: Intake): {
  papers: string[];
  signature: boolean;
} {
  return purpose.kind === 'supplement'
    ? purpose
    : { papers: [], signature: false };
}

const needsSignature = (intake: Intake) => demandsOf(intake).signature;

function hasDemands(intake: Intake): boolean {
  const { papers, signature } = demandsOf(intake);
  return papers.length > 0 || signature;
}

/** Those that were lost; without any, whatever the matter takes. */
function askedPapers(intake: Intake) {
  const { papers } = demandsOf(intake);
  return intake.matter.materials.filter((material) =>
    hasDemands(intake) ? papers.includes(material.id) : isHandedIn(material),
  );
}

/** As many pages as were lost, or the promise: the county waits for each. */
function isWhole(intake: Intake, paperId: string): boolean {
  const paper = intake.draft.papers.find((each) => each.paperId === paperId);
  const pages = paper?.how === 'photo' ? paper.pages.length : 0;
  return hasPaper(intake, paperId) && pages >= lostPages(intake, paperId);
}

function lostPages({ sent }: Intake, paperId: string): number {
  const paper = sent?.papers.find((each) => each.paperId === paperId);
  return paper?.how === 'photo'
    ? paper.pages.filter(({ state }) => state === 'damaged').length
    : 0;
}

function findMissing(intake: Intake) {
  const { papers } = demandsOf(intake);
  const { materials } = intake.matter;
  const missing = materials
    .filter(({ id }) => papers.includes(id) && !isWhole(intake, id))
    .map(({ id, name }) => ({
      elementId: paperElementId(id),
      message: supplementText.pagesMissing(name, lostPages(intake, id)),
    }));
  missing.push(...promiseErrors(intake));
  if (needsSignature(intake)) missing.push(...signatureErrors(intake.draft));
  const [first] = askedPapers(intake);
  return !hasDemands(intake) &&
    intake.draft.papers.length === 0 &&
    first !== undefined
    ? [
        {
          elementId: paperElementId(first.id),
          message: supplementText.nothing,
        },
      ]
    : missing;
}
