import { useLocation } from 'preact-iso';
import { bundleText } from '../../text/bundle.ts';
import { frameText } from '../../text/counter.ts';
import { intakeText } from '../../text/intake.ts';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { device } from '../device.ts';
import { today } from '../frame/clock.ts';
import { paths } from '../frame/navigation.ts';
import { Opening } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { lastLeft } from '../home/last-left.ts';
import { DraftNotices } from '../intake/draft-notices.tsx';
import {
  changeAnswer,
  closeDraft,
  forgetDraft,
} from '../intake/draft-saver.ts';
import { examine } from '../intake/examine.ts';
import {
  ownVillage,
  subjectOf,
  tabTitle,
  type Intake,
} from '../intake/intake.ts';
import { demandedPapers, hasPaper } from '../intake/judge.ts';
import { tasksOf } from '../intake/task-list-page.tsx';
import type { BundleView } from '../../device/device-api.ts';
import { BundleParts } from './bundle-parts.tsx';
import { BundleProgress } from './bundle-progress.tsx';
import { useBundle } from './use-bundle.ts';

/** A bundle: what it asks first, what is done together, what it saves, what is left. */
export function BundlePage({ intake }: { intake: Intake }) {
  const { draft, matter } = intake;
  const [view, setView] = useBundle(intake);
  if (view === undefined)
    return (
      <Screen title={matter.short} back={paths.home}>
        <Opening />
      </Screen>
    );
  return view.takenInAt === null ? (
    <Beginning intake={intake} view={view} />
  ) : (
    <BundleProgress
      {...{ view, intake }}
      draftId={draft.draftId}
      onView={setView}
    />
  );
}

function Beginning({ intake, view }: { intake: Intake; view: BundleView }) {
  const { route } = useLocation();
  const { draft, matter, regions } = intake;
  const { draftId, answers } = draft;
  const { bundle, before, after } = view;
  const next = tasksOf(intake).find(({ isDone }) => !isDone)?.step ?? 'sign';
  const demanded = demandedPapers(intake);
  const shown = examine(intake).ruling.shown;
  const filled = [...shown].filter((id) => id in answers).length;
  const putAside = async () => {
    if (!(await closeDraft())) return;
    lastLeft.value = { kind: 'putAside' };
    route(paths.home, true);
  };
  const remove = async () => {
    forgetDraft();
    await device().drafts.remove(draftId);
    lastLeft.value = {
      kind: 'removed',
      draftId,
      matterShort: subjectOf(intake),
    };
    route(paths.home, true);
  };
  return (
    <Screen
      title={bundle.short}
      tabTitle={tabTitle(frameText.cases, matter)}
      back={paths.find}
      inDraft
      primary={{ label: bundleText.goOn, href: paths.step(draftId, next) }}
    >
      <DraftNotices intake={intake} />
      <p>{bundleText.openings[bundle.code] ?? bundle.summary}</p>
      <p>
        <strong>{bundleText.papers(before.papers, after.papers)}</strong>
      </p>
      <p class="hint">
        {bundleText.trips(before.visits, before.workdays, after.workdays)}
      </p>
      <p class="hint">
        {bundleText.promise(bundle.promise.workdays, bundle.promise.covers)}
      </p>
      {view.handOnName !== null && <p>{bundleText.handOn(view.handOnName)}</p>}
      <Watch bundle={bundle} />
      <section class="stack">
        <h2>{bundleText.questions}</h2>
        {bundle.questions.map((question) => (
          <Field
            key={question.id}
            field={{ ...question, required: true, pi: 'general' }}
            value={answers[question.id]}
            issue={undefined}
            cellIssues={[]}
            regions={regions}
            today={today()}
            ownVillage={ownVillage()}
            onChange={(value) => changeAnswer(question.id, value)}
          />
        ))}
      </section>
      <BundleParts view={view} answers={answers} />
      <ul class="rows">
        <Row
          href={paths.step(draftId, 'materials')}
          label={bundleText.commonPapers}
          state={bundleText.got(
            demanded.filter(({ id }) => hasPaper(intake, id)).length,
            demanded.length,
          )}
        />
        <Row
          href={paths.step(draftId, 'form')}
          label={bundleText.toAsk(shown.size)}
          state={bundleText.filled(filled)}
        />
      </ul>
      <Spared view={view} />
      <p class="hint">{bundleText.firstWhat}</p>
      <div class="spread">
        <Button onPress={() => void putAside()}>{intakeText.putAside}</Button>
        <Button kind="danger" onPress={() => void remove()}>
          {intakeText.remove}
        </Button>
      </div>
    </Screen>
  );
}

function Row(props: { href: string; label: string; state: string }) {
  return (
    <li>
      <a href={props.href}>
        <span class="row-main">{props.label}</span>
        <span class="hint">{props.state}</span>
        <Icon name="chevron" />
      </a>
    </li>
  );
}

/** The clerk's own lines, where the village guides to other offices. */
function Watch({ bundle: { handbook } }: Pick<BundleView, 'bundle'>) {
  if (handbook === undefined) return null;
  return (
    <ul>
      {[...handbook.ask, ...handbook.redFlags].map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** Papers that each part asks for by itself and nobody brings, with the reason. */
function Spared({ view }: { view: BundleView }) {
  const spared = view.papers.filter(
    ({ how }) => how === 'produced' || how === 'substituted',
  );
  if (spared.length === 0) return null;
  return (
    <details>
      <summary>
        <Icon name="chevron" />
        {bundleText.spared}
      </summary>
      <ul>
        {spared.map(({ key, name, because }) => (
          <li key={key}>
            {name}
            {because !== null && <span class="hint"> {because}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
