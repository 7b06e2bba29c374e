import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { unreachable } from '../../domain/unreachable.ts';
import type { CaseDetail } from '../../protocol/review.ts';
import { dayInSentence, momentInSentence } from '../../text/common.ts';
import { caseText } from '../../text/review.ts';
import { eventInWords } from '../../text/review-events.ts';
import { materialWords, type MaterialStatus } from '../../text/status.ts';
import { MaterialTag } from '../../ui/status-tag/status-tag.tsx';
import { findUnhanded } from './what-is-missing.ts';

type ChecklistProps = { detail: CaseDetail; matter: Matter | null };

/** Right: every paper and how it stands, and what has happened so far. */
export function ChecklistPane({ detail, matter }: ChecklistProps) {
  const unhanded = matter === null ? [] : findUnhanded(detail, matter);
  const count = detail.papers.length + unhanded.length;
  const history = [...detail.events].reverse();
  return (
    <>
      <section class="case-section">
        <h3>{caseText.papersTitle(count)}</h3>
        <ul class="case-papers">
          {detail.papers.map((paper) => (
            <li key={paper.paperId}>
              <span>{paper.paperName}</span>
              <PaperTag paper={paper} />
            </li>
          ))}
          {unhanded.map(({ id, name }) => (
            <li key={id}>
              <span>{name}</span>
              <MaterialTag status="missing" word={materialWords.missing()} />
            </li>
          ))}
        </ul>
      </section>
      <section class="case-section">
        <h3>{caseText.history(history.length)}</h3>
        <ol class="case-history" reversed>
          {history.map((event) => {
            const { word, detail: more } = eventInWords(event);
            return (
              <li key={event.n}>
                <strong>{word}</strong>
                <p class="hint">
                  {event.by.name} {momentInSentence(event.at)}
                </p>
                {more !== null && <p>{more}</p>}
              </li>
            );
          })}
        </ol>
      </section>
    </>
  );
}

type Paper = CaseDetail['papers'][number];

function PaperTag({ paper }: { paper: Paper }) {
  const { status, word } = paperStatus(paper);
  return (
    <span class="case-paper-state">
      <MaterialTag status={status} word={word} />
      {paper.how === 'seen' && paper.seenAt !== null && (
        <span class="hint">{dayInSentence(paper.seenAt)}</span>
      )}
    </span>
  );
}

function paperStatus({ how, pages }: Paper): {
  status: MaterialStatus;
  word: string;
} {
  switch (how) {
    case 'photo': {
      const arrived = pages.filter((page) => page.arrived).length;
      if (arrived === pages.length) {
        return { status: 'uploaded', word: materialWords.uploaded() };
      }
      const percent = Math.floor((arrived / pages.length) * 100);
      return {
        status: 'uploading',
        word: materialWords.uploading({ percent }),
      };
    }
    case 'seen':
      return { status: 'seen', word: materialWords.seen() };
    case 'generated':
      return { status: 'generated', word: materialWords.generated() };
    case 'eCert':
      return {
        status: 'certificateUnverified',
        word: materialWords.certificateUnverified(),
      };
    case 'commitment':
      return { status: 'committed', word: materialWords.committed() };
    case 'deficiency':
      return { status: 'deficient', word: caseText.deficient };
    default:
      return unreachable(how);
  }
}
