import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { repairText } from '../../text/case-acts.ts';
import { frameText } from '../../text/counter.ts';
import { intakeText } from '../../text/intake.ts';
import { paths } from '../frame/navigation.ts';
import { Opening } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { DraftSheetPage } from '../sheet/draft-sheet-page.tsx';
import { ApplicantPage } from './applicant-page.tsx';
import { CheckPage } from './check-page.tsx';
import { CorrectionPage } from './correction-page.tsx';
import { FormPage } from './form-page.tsx';
import { useIntake } from './intake.ts';
import { MaterialsPage } from './materials-page.tsx';
import { NoticePage } from './notice-page.tsx';
import { SignPage } from './sign-page.tsx';
import { SupplementPage } from './supplement-page.tsx';
import { TaskListPage } from './task-list-page.tsx';
import './intake.css';

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
  if (opened.state !== 'open') return <Opening />;
  const { intake } = opened;
  const { kind } = intake.draft.purpose;
  if (kind === 'supplement') return <SupplementPage intake={intake} />;
  const isCorrection = kind === 'answerCorrection';
  if (step === 'check') return <CheckPage intake={intake} />;
  if (step === 'sign') return <SignPage intake={intake} />;
  if (isCorrection) return <CorrectionPage intake={intake} />;
  if (step === 'print') return <DraftSheetPage intake={intake} />;
  if (step === 'notice') return <NoticePage intake={intake} />;
  if (step === 'applicant') return <ApplicantPage intake={intake} />;
  if (step === 'form') return <FormPage intake={intake} />;
  if (step === 'materials') return <MaterialsPage intake={intake} />;
  return <TaskListPage intake={intake} />;
}
