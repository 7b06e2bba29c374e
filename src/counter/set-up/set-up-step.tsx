import type { ComponentChildren } from 'preact';
import { setUpText } from '../../text/set-up.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import type { IconName } from '../../ui/icon/icon-paths.ts';
import './set-up.css';

export type StepState = 'done' | 'doing' | 'todo';

const looks: Record<StepState, { icon: IconName; tone: string }> = {
  done: { icon: 'check', tone: 'tone-ok' },
  doing: { icon: 'pencil', tone: 'tone-info' },
  todo: { icon: 'circle', tone: 'tone-neutral' },
};

type SetUpStepProps = {
  n: number;
  title: string;
  state: StepState;
  children: ComponentChildren;
};

/** A line of the task list: number, what it is, how far it has come. */
export function SetUpStep({ n, title, state, children }: SetUpStepProps) {
  const { icon, tone } = looks[state];
  return (
    <li class="card stack-tight">
      <div class="spread">
        <h2>
          {n} {title}
        </h2>
        <span class={`step-state ${tone}`}>
          <Icon name={icon} />
          {setUpText[state]}
        </span>
      </div>
      {children}
    </li>
  );
}
