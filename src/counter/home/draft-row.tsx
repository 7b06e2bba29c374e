import type { DraftSummary } from '../../device/device-api.ts';
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { homeText } from '../../text/counter.ts';
import { StatusTag } from '../../ui/status-tag/status-tag.tsx';
import { today } from '../frame/clock.ts';
import { paths } from '../frame/navigation.ts';

type BatchRowProps = { draft: DraftSummary; count: number };

/** The unfinished rows of one sheet, as one. */
export function BatchRow({ draft, count }: BatchRowProps) {
  const { batchId, matterShort } = draft;
  return (
    <li>
      <a href={paths.batch(batchId ?? '')}>
        <span class="row-main">
          <span class="row-title">{homeText.batch(matterShort, count)}</span>
        </span>
        <StatusTag status="draft" />
      </a>
    </li>
  );
}

/** An unfinished draft: it opens on its task list. */
export function DraftRow({ draft }: { draft: DraftSummary }) {
  const isToday = chinaDate(draft.savedAt) === today();
  if (!draft.isReadable) {
    return (
      <li>
        <div class="row-still">{homeText.draftUnreadable}</div>
      </li>
    );
  }
  return (
    <li>
      <a href={paths.intake(draft.draftId)}>
        <span class="row-main">
          <span class="row-title">
            {draft.applicantName ?? homeText.noName} · {draft.matterShort}
          </span>
          <span class="hint">
            {isToday
              ? homeText.savedAt(draft.savedAt)
              : homeText.savedOn(draft.savedAt)}
            {draft.isRepair && ` · ${homeText.repairBegun}`}
          </span>
        </span>
        <StatusTag status={draft.isTakenIn ? 'inDepartment' : 'draft'} />
      </a>
    </li>
  );
}
