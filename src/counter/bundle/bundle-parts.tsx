import type { BundlePart } from '../../device/device-api.ts';
import { dayInSentence } from '../../text/common.ts';
import { bundleText } from '../../text/bundle.ts';
import { frameText } from '../../text/counter.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import type { Answers } from '../../domain/cases/answers.ts';
import type { BundleView } from '../../device/device-api.ts';

/** What is done together and what is left out, each with the reason. */
export function BundleParts({
  view: { bundle, parts },
  answers,
}: {
  view: BundleView;
  answers: Answers;
}) {
  const isAnswered = bundle.questions.every(({ id }) => id in answers);
  return (
    <section class="stack-tight">
      <h2>{bundleText.parts}</h2>
      <ol class="rows">
        {parts.map((part) => (
          <li key={part.id}>
            <div class="row-still">
              <Icon name={part.isChosen ? 'check' : 'circle'} />
              <span class="row-main">
                <span class="row-title">{part.name}</span>
                <span class="hint">
                  {reasonOf(part, isAnswered)}
                  {part.isChosen && ` · ${clockOf(part)}`}
                </span>
              </span>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function reasonOf(part: BundlePart, isAnswered: boolean): string {
  if (part.required) return bundleText.always;
  const when = part.whenText ?? '';
  if (part.isChosen) return when;
  return isAnswered ? bundleText.unfit(when) : bundleText.unasked(when);
}

/** How long it takes, and what it waits for. */
function clockOf({ office, after, days, outsidePromise }: BundlePart): string {
  const clock =
    outsidePromise || days === null
      ? bundleText.ownClock(days)
      : bundleText.days(days);
  const waits =
    after.length === 0 ? [] : [bundleText.after(frameText.list(after))];
  return [office, clock, ...waits].join(' · ');
}

/** By when an office outside is to be done. */
export const dueOf = ({ dueOn }: BundlePart): string | null =>
  dueOn === null ? null : dayInSentence(dueOn);
