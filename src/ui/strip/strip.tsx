import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../icon/icon.tsx';
import type { IconName } from '../icon/icon-paths.ts';
import type { StripLeftKind, StripLine, StripRightKind } from './strip-line.ts';
import './strip.css';

type StripProps = {
  line: StripLine;
  /** Where the whole strip leads: the page that lists everything that holds. */
  href: string;
};

const leftIcons: Partial<Record<StripLeftKind, IconName>> = {
  locked: 'lock',
  sending: 'up-arrow',
  thinText: 'up-arrow',
  thinPhotos: 'up-arrow',
  connectedUnsent: 'up-arrow',
  broken: 'pause',
  allDelivered: 'double-check',
};
const rightIcons: Record<StripRightKind, IconName> = {
  draftSaved: 'box-check',
  draftSaving: 'clock',
  draftFailed: 'octagon',
  revoked: 'octagon',
  dataLost: 'octagon',
  appTooOld: 'triangle',
  storageFull: 'octagon',
  refused: 'octagon',
  damaged: 'camera',
  storageLow: 'triangle',
  updateWaiting: 'clock',
  clockWrong: 'clock',
};

/** The first full-width comma: with the right slot filled the left is cut there. */
const CUT = '\uFF0C';

/** The one line that witnesses saved, sent and received; no other corner claims it. */
export function Strip({ line, href }: StripProps) {
  const { left, right } = line;
  const cutAt = left.text.indexOf(CUT);
  const head = cutAt < 0 ? left.text : left.text.slice(0, cutAt);
  const tail = cutAt < 0 ? '' : left.text.slice(cutAt);
  const leftIcon = leftIcons[left.kind] ?? 'box-check';
  return (
    <header class="strip-frame screen-only">
      <a class={right ? 'strip strip-two' : 'strip'} href={href}>
        <span class={`strip-left tone-${left.tone}`}>
          <Icon name={leftIcon} />
          <span>
            {head}
            <span class="strip-tail">{tail}</span>
          </span>
        </span>
        {right && (
          <span class={`strip-right tone-${right.tone}`}>
            <Icon name={rightIcons[right.kind]} />
            <span role={right.kind === 'draftFailed' ? 'alert' : undefined}>
              {right.text}
            </span>
          </span>
        )}
        {!right && <Icon name="chevron" />}
      </a>
      <Announcer line={line} />
    </header>
  );
}

/** Speaks when the kind changes, never for progress or for each autosave. */
function Announcer({ line }: { line: StripLine }) {
  const [spoken, setSpoken] = useState('');
  const alert = line.right?.kind.startsWith('draft') ? undefined : line.right;
  const kinds = `${line.left.kind} ${alert?.kind ?? ''}`;
  const lastKinds = useRef(kinds);
  useEffect(() => {
    if (lastKinds.current === kinds) return;
    lastKinds.current = kinds;
    setSpoken(alert ? `${line.left.text} ${alert.text}` : line.left.text);
  });
  return (
    <span role="status" class="visually-hidden">
      {spoken}
    </span>
  );
}
