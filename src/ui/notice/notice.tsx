import type { ComponentChildren } from 'preact';
import { Icon } from '../icon/icon.tsx';
import type { IconName } from '../icon/icon-paths.ts';
import type { Tone } from '../status-tag/status-look.ts';
import './notice.css';

type NoticeProps = {
  tone: Tone;
  icon: IconName;
  title?: string;
  children?: ComponentChildren;
  /** Spoken when it appears: `polite` waits, `assertive` interrupts (something failed). */
  announced?: 'polite' | 'assertive';
};

/** A sentence that belongs to the page, with what to do about it. Never a toast. */
export function Notice(props: NoticeProps) {
  const { tone, icon, title, children, announced } = props;
  const role = announced && (announced === 'assertive' ? 'alert' : 'status');
  return (
    <div class={`notice tone-${tone}`} role={role}>
      <Icon name={icon} />
      <div class="notice-body">
        {title !== undefined && <p class="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}
