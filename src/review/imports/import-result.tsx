import type { ImportSummary } from '../../protocol/stick-file.ts';
import {
  importNotes,
  importsText,
  receivedSentence,
} from '../../text/review-imports.ts';
import { Notice } from '../../ui/notice/notice.tsx';
import { ReplyButtons } from './reply-buttons.tsx';

/** What a file brought, what a person must do about it, and the answer to it. */
export function ImportResult({ summary }: { summary: ImportSummary }) {
  const notes = importNotes(summary);
  const isWhole = !summary.torn && summary.damagedRecords === 0;
  return (
    <Notice
      tone={isWhole ? 'ok' : 'wait'}
      icon={isWhole ? 'check' : 'triangle'}
      title={receivedSentence(summary)}
    >
      <p>{whoBrought(summary)}</p>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {summary.files.length > 0 && (
        <>
          <ReplyButtons summary={summary} />
          <p class="hint">{importsText.replyHint}</p>
        </>
      )}
    </Notice>
  );
}

/** The villages, with the part where an export has several. */
export function whoBrought({ files }: ImportSummary): string {
  if (files.length === 0) return importsText.noStation;
  return [
    ...new Set(
      files.map(({ stationName, part, parts }) =>
        parts === 1
          ? stationName
          : `${stationName} ${importsText.partOf(part, parts)}`,
      ),
    ),
  ].join(importsText.between);
}
