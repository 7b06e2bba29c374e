import { repairText } from '../../text/case-acts.ts';
import { frameText } from '../../text/counter.ts';
import { errorSentence } from '../../text/errors.ts';
import { Notice } from '../../ui/notice/notice.tsx';
import { stepToMend } from '../outbox/step-to-mend.ts';
import type { Intake } from './intake.ts';
import { placesToMend } from './refused-issues.ts';

/** Why this draft is not like any other: the county's refusal, another version. */
export function DraftNotices({ intake }: { intake: Intake }) {
  const { draft } = intake;
  const { repairs } = draft.purpose;
  const places = placesToMend(intake);
  const hasSteps = draft.purpose.kind === 'submit';
  const linked = places.filter(({ at }) => hasSteps && at !== undefined);
  const others = places.filter((place) => !linked.includes(place));
  return (
    <>
      {draft.isLifted && (
        <Notice tone="wait" icon="clock">
          <p>{repairText.lifted}</p>
        </Notice>
      )}
      {repairs !== undefined && (
        <Notice
          tone="bad"
          icon="octagon"
          title={
            repairs.code === null
              ? repairText.title
              : errorSentence(repairs.code)
          }
        >
          {others.length > 0 && (
            <p>
              {repairText.mend(
                frameText.list(others.map(({ label }) => label)),
              )}
            </p>
          )}
          {linked.map((place) => (
            <p key={place.label}>
              <a href={stepToMend(draft.draftId, 'submit', [place])}>
                {repairText.mend(place.label)}
              </a>
            </p>
          ))}
          <p>{repairText.keeps(repairs.number.slice(-9))}</p>
        </Notice>
      )}
    </>
  );
}
