import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { repairText } from '../../text/case-acts.ts';
import { frameText } from '../../text/counter.ts';
import { intakeText } from '../../text/intake.ts';
import { paths } from '../frame/navigation.ts';
import { OpeningPage } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { DraftSheetPage } from '../sheet/draft-sheet-page.tsx';
import { BundlePage } from '../bundle/bundle-page.tsx';
import { ApplicantPage } from './applicant-page.tsx';
import { CheckPage } from './check-page.tsx';
import { CorrectionPage } from './correction-page.tsx';
import { FormPage } from './form-page.tsx';
import { useIntake, type Intake } from './intake.ts';
import { MaterialsPage } from './materials-page.tsx';
import { NoticePage } from './notice-page.tsx';
import { SignPage } from './sign-page.tsx';
import { SupplementPage } from './supplement-page.tsx';
import { TaskListPage } from './task-list-page.tsx';
import './intake.css';

/** The pages of a draft by the end of their address. */
export const STEPS = new Map<
  string | undefined,
  ComponentType<{ intake: Intake }>
>([
  [undefined, TaskListPage],
  ['applicant', ApplicantPage],
  ['form', FormPage],
  ['materials', MaterialsPage],
  ['notice', NoticePage],
  ['check', CheckPage],
  ['sign', SignPage],
  ['print', DraftSheetPage],
]);

type IntakePagesProps = { draftId: string; step?: string };

/** The steps of one draft; the draft stays open from one to the next. */
export function IntakePages({ draftId, step }: IntakePagesProps) {
  const { route } = useLocation();
  const opened = useIntake(draftId);
  const isGone = opened.state === 'gone';
  useEffect(() => {
    // Back from a receipt must not lead into a form that has been handed in.
    if (isGone) route(paths.home, true);
  }, [isGone]);
  if (opened.state === 'unreadable') {
    return (
      <Screen
        title={intakeText.unreadable}
        back={paths.home}
        primary={{ label: frameText.goHome, href: paths.home }}
      >
        {null}
      </Screen>
    );
  }
  if (opened.state === 'versionMissing') {
    return (
      <Screen
        title={intakeText.versionMissing}
        back={paths.home}
        primary={{ label: frameText.goHome, href: paths.home }}
      >
        <p>
          {opened.isGone
            ? repairText.versionGone(opened.version)
            : repairText.versionMissing(opened.version)}
        </p>
      </Screen>
    );
  }
  if (opened.state !== 'open') return <OpeningPage />;
  const { intake } = opened;
  const { kind } = intake.draft.purpose;
  if (kind === 'supplement') return <SupplementPage intake={intake} />;
  const isOfEveryDraft = step === 'check' || step === 'sign';
  if (kind === 'answerCorrection' && !isOfEveryDraft)
    return <CorrectionPage intake={intake} />;
  if (intake.draft.bundle !== undefined) {
    const isOver = intake.draft.bundle.takenInAt !== null && step !== 'print';
    if (isOver || STEPS.get(step) === TaskListPage)
      return <BundlePage intake={intake} />;
  }
  const Step = STEPS.get(step) ?? TaskListPage;
  return <Step intake={intake} />;
}
