import { useState } from 'preact/hooks';
import type { ResultRow } from '../../protocol/results.ts';
import { groupCaseNumber } from '../../text/common.ts';
import { officeActText } from '../../text/office-acts.ts';
import { resultsText as words } from '../../text/review-results.ts';
import { Button } from '../../ui/button/button.tsx';
import { TextInput } from '../case/decide/text-input.tsx';
import { failureSentence } from '../failure-sentence.ts';
import { useReview } from '../review-context.ts';
import { readLines } from './read-lines.ts';

type BulkProps = {
  rows: readonly ResultRow[];
  /** No more results wait than these. */
  isWhole: boolean;
  onDone: (sentence: string) => void;
};

/** Many tracking numbers at once, pasted; each line is checked before anything is sent. */
export function BulkPost({ rows, isWhole, onDone }: BulkProps) {
  const { client } = useReview();
  const [lines, setLines] = useState('');
  const [carrier, setCarrier] = useState<string>(officeActText.carrierUsual);
  const [read, setRead] = useState<ReturnType<typeof readLines> | null>(null);
  const [failed, setFailed] = useState<string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const send = async () => {
    if (read === null) return;
    setBusy(true);
    const refused: string[] = [];
    for (const { row, trackingNumber } of read.postings) {
      const answer = await client.decide(row.caseId, {
        act: 'post',
        version: row.version,
        carrier: carrier.trim(),
        trackingNumber,
      });
      const { lastNine } = groupCaseNumber(row.number);
      if (!answer.ok)
        refused.push(words.bulkFailed(lastNine, failureSentence(answer)));
    }
    setBusy(false);
    setFailed(refused);
    setRead(null);
    if (refused.length === 0) setLines('');
    onDone(words.bulkDone(read.postings.length - refused.length));
  };
  return (
    <details class="results-bulk">
      <summary>{words.bulk}</summary>
      <p>{words.bulkLead}</p>
      <TextInput
        id="bulk-carrier"
        label={words.carrier}
        value={carrier}
        onChange={setCarrier}
      />
      <TextInput
        id="bulk-lines"
        label={words.bulkLines}
        rows={6}
        value={lines}
        onChange={(value) => {
          setLines(value);
          setRead(null);
        }}
      />
      <div role="status">
        {read !== null && (
          <ul>
            <li>{words.bulkReady(read.postings.length)}</li>
            {read.wrong.map(({ line, sentence }) => (
              <li key={line} class="field-error">
                {words.bulkWrong(line, sentence)}
              </li>
            ))}
          </ul>
        )}
        {failed.map((sentence) => (
          <p key={sentence} class="field-error">
            {sentence}
          </p>
        ))}
      </div>
      <div class="row">
        <Button onPress={() => setRead(readLines(lines, rows, isWhole))}>
          {words.check}
        </Button>
        {read !== null && read.postings.length > 0 && (
          <Button
            kind="primary"
            onPress={() => void send()}
            busy={isBusy ? words.doing : undefined}
          >
            {words.doBulk(read.postings.length)}
          </Button>
        )}
      </div>
    </details>
  );
}
