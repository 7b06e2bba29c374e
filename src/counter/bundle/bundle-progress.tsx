import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { BundlePart, BundleView } from '../../device/device-api.ts';
import { momentInSentence } from '../../text/common.ts';
import { bundleText } from '../../text/bundle.ts';
import { frameText } from '../../text/counter.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { StatusTag } from '../../ui/status-tag/status-tag.tsx';
import { device } from '../device.ts';
import { today } from '../frame/clock.ts';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import { forgetDraft } from '../intake/draft-saver.ts';
import { subjectOf, tabTitle, type Intake } from '../intake/intake.ts';
import { dueOf } from './bundle-parts.tsx';

type ProgressProps = {
  view: BundleView;
  intake: Intake;
  draftId: string;
  onView: (view: BundleView) => void;
};

/** How far each part is: our cases by their own words, steps as the offices report. */
export function BundleProgress({
  view,
  intake,
  draftId,
  onView,
}: ProgressProps) {
  const { route } = useLocation();
  const { bundle, before, after, takenInAt, handOnName, done } = view;
  const parts = view.parts.filter(({ isChosen }) => isChosen);
  const putAway = async () => {
    forgetDraft();
    await device().drafts.remove(draftId);
    route(paths.home, true);
  };
  return (
    <Screen
      title={bundleText.progress(bundle.short, done, parts.length)}
      subject={subjectOf(intake)}
      tabTitle={tabTitle(frameText.cases, intake.matter)}
      back={paths.home}
      primary={
        done === parts.length
          ? { label: bundleText.putAway, onPress: () => void putAway() }
          : { label: frameText.goHome, href: paths.home }
      }
    >
      {takenInAt !== null && (
        <p>{bundleText.takenIn(momentInSentence(takenInAt))}</p>
      )}
      <p>
        {bundleText.promise(bundle.promise.workdays, bundle.promise.covers)}
      </p>
      {before.papers > 0 && handOnName !== null && (
        <p class="hint">{bundleText.papers(before.papers, after.papers)}</p>
      )}
      {handOnName !== null && (
        <>
          <p>{bundleText.handOn(handOnName)}</p>
          <span>
            <Button href={paths.draftSheet(draftId, 'application')}>
              <Icon name="printer" />
              {bundleText.printSet}
            </Button>
          </span>
        </>
      )}
      <ol class="plain-list stack">
        {parts.map((part) => (
          <li key={part.id}>
            <Part {...{ part, draftId, takenInAt, onView }} />
          </li>
        ))}
      </ol>
    </Screen>
  );
}

type PartProps = {
  part: BundlePart;
  takenInAt: string | null;
} & Pick<ProgressProps, 'draftId' | 'onView'>;

function Part({ part, draftId, takenInAt, onView }: PartProps) {
  const {
    name,
    office,
    case: ours,
    waitingDraftId,
    step,
    outsidePromise,
  } = part;
  if (part.isOurs) {
    const href =
      ours !== null
        ? paths.case(ours.caseId)
        : waitingDraftId !== null
          ? paths.intake(waitingDraftId)
          : paths.home;
    return (
      <ul class="rows">
        <li>
          <a href={href}>
            <span class="row-main">
              <span class="row-title">{name}</span>
              {ours === null && <span class="hint">{bundleText.waiting}</span>}
            </span>
            <StatusTag status={ours?.display ?? 'draft'} />
          </a>
        </li>
      </ul>
    );
  }
  return (
    <section class="card stack-tight">
      <h2>{name}</h2>
      <p class="hint">{bundleText.office(office, dueOf(part))}</p>
      {outsidePromise && <p class="hint">{bundleText.ownClock(part.days)}</p>}
      {step !== null && <StepWords {...{ step, takenInAt }} />}
      <Report {...{ part, draftId, onView }} />
    </section>
  );
}

function StepWords({
  step: { number, doneAt },
  takenInAt,
}: {
  step: NonNullable<BundlePart['step']>;
  takenInAt: string | null;
}) {
  if (doneAt === null)
    return (
      <p class="row">
        <Icon name="clock" />
        {bundleText.underWay(number)}
      </p>
    );
  const minutes =
    takenInAt === null
      ? null
      : Math.round((Date.parse(doneAt) - Date.parse(takenInAt)) / 60_000);
  return (
    <>
      <p class="row">
        <Icon name="check" />
        {bundleText.doneAt(momentInSentence(doneAt), number)}
      </p>
      {minutes !== null && (
        <p>{bundleText.took(bundleText.minutes(minutes))}</p>
      )}
    </>
  );
}

/** What the office outside said: its own number, and whether it is done. */
function Report({ part, draftId, onView }: Omit<PartProps, 'takenInAt'>) {
  const [number, setNumber] = useState(part.step?.number ?? '');
  const note = async (isDone: boolean) => {
    const noted = await device().bundles.noteStep(draftId, part.id, {
      number,
      isDone,
    });
    if (noted.ok) onView(noted.value);
  };
  return (
    <details>
      <summary>
        <Icon name="chevron" />
        {bundleText.report}
      </summary>
      <div class="stack-tight">
        <Field
          field={{
            id: `number-${part.id}`,
            label: bundleText.officeNumber,
            type: 'text',
            required: false,
            maxLength: 40,
            pi: 'general',
          }}
          value={number}
          issue={undefined}
          cellIssues={[]}
          regions={{ townships: [], villages: [] }}
          today={today()}
          ownVillage={null}
          onChange={(value) =>
            setNumber(typeof value === 'string' ? value : '')
          }
        />
        <div class="buttons">
          <Button onPress={() => void note(true)}>{bundleText.isDone}</Button>
          <Button onPress={() => void note(false)}>{bundleText.notDone}</Button>
        </div>
      </div>
    </details>
  );
}
