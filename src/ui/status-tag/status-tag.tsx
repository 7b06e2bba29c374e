import type { DisplayStatus } from '../../domain/cases/display-status.ts';
import {
  exportedTag,
  statusWords,
  unsentTag,
  type MaterialStatus,
} from '../../text/status.ts';
import { Icon } from '../icon/icon.tsx';
import { materialLooks, statusLooks, type Look } from './status-look.ts';
import './status-tag.css';

type StatusTagProps = {
  status: DisplayStatus;
  /** Later operations of the case that have not gone out: draws the second small tag. */
  unsentOperations?: number;
  /** Written day of an export to a stick: draws the second small tag. */
  exportedOn?: string;
};

/** The word of a case with icon and colour; the same in lists, case page, console and print. */
export function StatusTag(props: StatusTagProps) {
  const { status, unsentOperations = 0, exportedOn } = props;
  return (
    <span class="tags">
      <Tag look={statusLooks[status]} word={statusWords[status]} />
      {unsentOperations > 0 && (
        <span class="tag tag-second tone-info">
          {unsentTag(unsentOperations)}
        </span>
      )}
      {exportedOn !== undefined && (
        <span class="tag tag-second tone-neutral">
          {exportedTag(exportedOn)}
        </span>
      )}
    </span>
  );
}

type MaterialTagProps = {
  status: MaterialStatus;
  /** From materialWords, with its numbers and dates filled in. */
  word: string;
};

/** How a paper stands. */
export function MaterialTag({ status, word }: MaterialTagProps) {
  return (
    <span class="tags">
      <Tag look={materialLooks[status]} word={word} />
    </span>
  );
}

function Tag({ look, word }: { look: Look; word: string }) {
  return (
    <span class={`tag tone-${look.tone}`}>
      <Icon name={look.icon} />
      {word}
    </span>
  );
}
