import type { ImportSummary } from '../../protocol/stick-file.ts';
import { momentInSentence } from '../../text/common.ts';
import {
  importNotes,
  importsText,
  receivedSentence,
} from '../../text/review-imports.ts';
import { whoBrought } from './import-result.tsx';
import { ReplyButtons } from './reply-buttons.tsx';

const heads = importsText.columns;

/** What was taken in before, newest first. */
export function PastImports({ past }: { past: readonly ImportSummary[] }) {
  return (
    <section class="stack-tight">
      <h2>{importsText.past}</h2>
      {past.length === 0 ? (
        <p class="worklist-empty">{importsText.pastEmpty}</p>
      ) : (
        <div
          class="scroll-x"
          role="region"
          aria-label={importsText.past}
          tabIndex={0}
        >
          <table class="grid">
            <thead>
              <tr>
                <th scope="col">{heads.at}</th>
                <th scope="col">{heads.by}</th>
                <th scope="col">{heads.station}</th>
                <th scope="col">{heads.result}</th>
                <th scope="col">{heads.reply}</th>
              </tr>
            </thead>
            <tbody>
              {past.map((summary) => (
                <tr key={summary.importId}>
                  <td class="nowrap">{momentInSentence(summary.at)}</td>
                  <td class="nowrap">{summary.by}</td>
                  <td>{whoBrought(summary)}</td>
                  <td>
                    {[receivedSentence(summary), ...importNotes(summary)].map(
                      (sentence) => (
                        <p key={sentence}>{sentence}</p>
                      ),
                    )}
                  </td>
                  <td>
                    <ReplyButtons summary={summary} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
