import type { CaseDetail } from '../../protocol/review.ts';
import { momentInSentence } from '../../text/common.ts';
import { noticePaperText } from '../../text/notice-papers.ts';
import { caseText } from '../../text/review.ts';
import { eventInWords } from '../../text/review-events.ts';

type HistoryProps = {
  events: CaseDetail['events'];
  /** Those after it are marked; null: none is. */
  seenThrough: number | null;
};

/** What has happened, who did it and when; the newest first. */
export function History({ events, seenThrough }: HistoryProps) {
  const history = [...events].reverse();
  return (
    <section class="case-section">
      <h3>{caseText.history(history.length)}</h3>
      <ol class="case-history" reversed>
        {history.map((event) => {
          const { word, detail: more } = eventInWords(event);
          const isNew = seenThrough !== null && event.n > seenThrough;
          return (
            <li key={event.n}>
              <strong>{word}</strong>
              {isNew && <span class="case-new">{caseText.isNew}</span>}
              <p class="hint">
                {event.by.name} {momentInSentence(event.at)}
              </p>
              {more !== null && <p>{more}</p>}
              <NoticeLink event={event} />
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** The paper of an act, in a window of its own, where the browser prints it. */
function NoticeLink({ event }: { event: CaseDetail['events'][number] }) {
  const { caseId, n, body } = event;
  if (!('notice' in body) || body.notice === undefined) return null;
  return (
    <a
      class="case-back"
      href={`/api/v1/review/cases/${caseId}/notices/${n}`}
      target="_blank"
      rel="noopener"
    >
      {noticePaperText.open(body.notice.number)}
    </a>
  );
}
