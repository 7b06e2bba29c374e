import { useMemo } from 'preact/hooks';
import type { CaseSummary } from '../../device/device-api.ts';
import { dayInSentence } from '../../text/common.ts';
import {
  attentionText,
  caseText,
  casesText,
  homeText,
} from '../../text/counter.ts';
import { StatusTag } from '../../ui/status-tag/status-tag.tsx';
import { paths } from '../frame/navigation.ts';

type CaseRowProps = { item: CaseSummary };

/**
 * A case in a list: who, what, how it stands, and the day that matters. Every list
 * of the device comes anew as a whole; only lines that read differently are drawn.
 */
export function CaseRow({ item }: CaseRowProps) {
  return useMemo(() => <Line item={item} />, [JSON.stringify(item)]);
}

function Line({ item }: CaseRowProps) {
  const { correctionDueOn, display } = item;
  if (!item.isReadable) {
    return (
      <li>
        <div class="row-still">
          {caseText.rowUnreadable}{' '}
          {casesText.takenIn(dayInSentence(item.takenInAt))}
        </div>
      </li>
    );
  }
  if (item.isStub === true) {
    return (
      <li>
        <div class="row-still">
          <span class="row-main">
            <span class="row-title">
              {item.applicantName} · {item.matterShort}
            </span>
            <span class="hint">
              {item.hasMoved
                ? casesText.stubMoved
                : casesText.stub(dayInSentence(item.takenInAt))}
            </span>
          </span>
          {!item.hasMoved && <StatusTag status={display} />}
        </div>
      </li>
    );
  }
  return (
    <li>
      <a href={paths.case(item.caseId)}>
        <span class="row-main">
          <span class="row-title">
            {item.applicantName} · {item.matterShort}
          </span>
          <span class="hint">
            {display === 'correcting' && correctionDueOn !== null
              ? homeText.correctBy(dayInSentence(correctionDueOn))
              : casesText.takenIn(dayInSentence(item.takenInAt))}
            {item.answerDraftId !== null && ` · ${homeText.answerBegun}`}
            {item.damaged > 0 && ` · ${attentionText.damagedTitle}`}
          </span>
        </span>
        <StatusTag status={display} unsentOperations={item.unsentLater} />
      </a>
    </li>
  );
}
