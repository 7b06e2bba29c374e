import { intakeText } from '../../text/intake.ts';
import type { PrimaryAct } from '../frame/screen.tsx';
import { paths } from '../frame/navigation.ts';
import type { Step } from './judge.ts';

/** The way on: to the next step, or back to the check page that led here. */
export function nextAct(
  draftId: string,
  next: Step,
  isSentToMend: boolean,
): PrimaryAct {
  return isSentToMend
    ? { label: intakeText.backToCheck, href: paths.step(draftId, 'check') }
    : {
        label: intakeText.next(intakeText.steps[next]),
        href: paths.step(draftId, next),
      };
}
