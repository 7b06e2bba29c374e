import type { OutboxRow } from '../../device/device-api.ts';
import { dayInSentence, momentInSentence } from '../../text/common.ts';
import { sendText } from '../../text/send.ts';
import { StatusTag } from '../../ui/status-tag/status-tag.tsx';
import { paths } from '../frame/navigation.ts';

/** One operation on its way. Locked rows carry no name and no matter. */
export function OutboxRowLine({ row }: { row: OutboxRow }) {
  const { caseId, applicantName, matterShort, materialsLeft, state } = row;
  const named = [applicantName, matterShort].filter((part) => part !== null);
  const kind = sendText.kinds[row.kind] ?? '';
  const inside = (
    <>
      <span class="row-main">
        <span class="row-title">
          {named.length > 0
            ? named.join(' · ')
            : sendText.takenIn(dayInSentence(row.madeAt))}
        </span>
        <span class="hint">
          {kind} {momentInSentence(row.madeAt)}
          {materialsLeft > 0 &&
            ` · ${sendText.photosLeftOfCase(materialsLeft)}`}
        </span>
      </span>
      {row.isTakenBack ? (
        <span class="hint">{sendText.takenBack}</span>
      ) : (
        <StatusTag
          status={
            state === 'settled'
              ? materialsLeft > 0
                ? 'sending'
                : 'delivered'
              : 'saved'
          }
          {...(state === 'pending' &&
            row.exportedAt !== null && {
              exportedOn: dayInSentence(row.exportedAt),
            })}
        />
      )}
    </>
  );
  return (
    <li>
      {caseId === null || named.length === 0 ? (
        <div class="row-still">{inside}</div>
      ) : (
        <a href={paths.case(caseId)}>{inside}</a>
      )}
    </li>
  );
}
