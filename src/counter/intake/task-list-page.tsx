import { useLocation } from 'preact-iso';
import { TODAY } from '../../domain/catalogue/prefill.ts';
import { frameText } from '../../text/counter.ts';
import { intakeText } from '../../text/intake.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import type { IconName } from '../../ui/icon/icon-paths.ts';
import { device } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import { lastLeft } from '../home/last-left.ts';
import { DraftNotices } from './draft-notices.tsx';
import { closeDraft, forgetDraft } from './draft-saver.ts';
import { subjectOf, tabTitle, type Intake } from './intake.ts';
import { demandedPapers, judge, type Step } from './judge.ts';
import { VisitPlan } from './visit-plan.tsx';

type Task = { step: Step; isDone: boolean; left: string; detail?: string };

/** Met when a draft is reopened: what is done, what is left, in any order. */
export function TaskListPage({ intake }: { intake: Intake }) {
  const { route } = useLocation();
  const { draft } = intake;
  const tasks = tasksOf(intake);
  const done = tasks.filter(({ isDone }) => isDone).length;
  const next = tasks.find(({ isDone }) => !isDone)?.step ?? 'sign';
  const putAside = async () => {
    // Not saved is not put aside: the strip says so, and it is tried again.
    if (!(await closeDraft())) return;
    lastLeft.value = { kind: 'putAside' };
    route(paths.home, true);
  };
  const remove = async () => {
    forgetDraft();
    await device().drafts.remove(draft.draftId);
    lastLeft.value = {
      kind: 'removed',
      draftId: draft.draftId,
      matterShort: subjectOf(intake),
    };
    route(paths.home, true);
  };
  return (
    <Screen
      title={subjectOf(intake)}
      tabTitle={tabTitle(frameText.cases, intake.matter)}
      back={paths.home}
      inDraft
      primary={{
        label: intakeText.continueWith(intakeText.steps[next]),
        href: paths.step(draft.draftId, next),
      }}
    >
      <DraftNotices intake={intake} />
      <p>{intakeText.progress(done, tasks.length)}</p>
      <ol class="rows">
        {tasks.map((task, index) => (
          <TaskRow
            key={task.step}
            {...{ task, index }}
            draftId={draft.draftId}
          />
        ))}
      </ol>
      <VisitPlan draft={draft} />
      <div class="spread">
        <Button onPress={() => void putAside()}>{intakeText.putAside}</Button>
        <Button kind="danger" onPress={() => void remove()}>
          {intakeText.remove}
        </Button>
      </div>
    </Screen>
  );
}

function TaskRow(props: { task: Task; index: number; draftId: string }) {
  const { task, index, draftId } = props;
  const { step, isDone, left, detail } = task;
  const icon: IconName = isDone
    ? 'check'
    : left === intakeText.todo || left === intakeText.afterOthers
      ? 'circle'
      : 'triangle';
  const tone = isDone ? 'ok' : icon === 'circle' ? 'neutral' : 'warn';
  return (
    <li>
      <a href={paths.step(draftId, step)}>
        <span class="row-main">
          <span class="row-title">
            {index + 1} {intakeText.steps[step]}
          </span>
          {detail !== undefined && <span class="hint">{detail}</span>}
        </span>
        <span class={`task-state tone-${tone}`}>
          <Icon name={icon} />
          {isDone ? intakeText.done : left}
        </span>
      </a>
    </li>
  );
}

export function tasksOf(intake: Intake): Task[] {
  const judgement = judge(intake);
  const { issues, stops, missing } = judgement;
  // The day that stands there by itself is nobody's answer.
  const isBegun = intake.matter.fields.some(
    ({ id, prefill }) => prefill !== TODAY && id in intake.draft.answers,
  );
  const toMend = (step: 'applicant' | 'form') =>
    issues[step].length + stops[step].length;
  const ofStep = (step: 'applicant' | 'form'): Task => ({
    step,
    isDone: toMend(step) === 0,
    left: isBegun ? intakeText.toMend(toMend(step)) : intakeText.todo,
    ...(stops[step].length > 0 && {
      detail: frameText.list(stops[step].map(({ message }) => message)),
    }),
  });
  const isComplete =
    toMend('applicant') + toMend('form') + missing.length === 0;
  return [
    ofStep('applicant'),
    ofStep('form'),
    {
      step: 'materials',
      isDone: missing.length === 0,
      left:
        missing.length === demandedPapers(intake).length
          ? intakeText.todo
          : intakeText.papersLeft(missing.length),
      ...(missing.length > 0 && {
        detail: frameText.list(missing.map(({ name }) => name)),
      }),
    },
    {
      step: 'check',
      isDone:
        isComplete &&
        judgement.isReadBack &&
        judgement.unconfirmed.length === 0,
      left: intakeText.todo,
    },
    { step: 'sign', isDone: false, left: intakeText.afterOthers },
  ];
}
