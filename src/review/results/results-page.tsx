import { useEffect, useState } from 'preact/hooks';
import { resultListSchema, type ResultRow } from '../../protocol/results.ts';
import { clockTime, groupCaseNumber } from '../../text/common.ts';
import { linkText, worklistText } from '../../text/review.ts';
import { resultsText as words } from '../../text/review-results.ts';
import { waysText } from '../../text/review-ways.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { TextInput } from '../case/decide/text-input.tsx';
import { ConsoleFrame } from '../console-frame.tsx';
import { failureSentence } from '../failure-sentence.ts';
import type { Failure } from '../platform-client.ts';
import { useReview } from '../review-context.ts';
import { BulkPost } from './bulk-post.tsx';
import { GiveDialog, type Giving } from './give-dialog.tsx';
import './results.css';
import { GridTable } from '../grid-table.tsx';

/** What is to be given to whom it belongs: over the counter, or by post. */
export function ResultsPage() {
  const { client, signIns } = useReview();
  const [rows, setRows] = useState<readonly ResultRow[] | null>(null);
  const [hasMore, setMore] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [sought, setSought] = useState('');
  const [giving, setGiving] = useState<Giving | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const load = async (before: readonly ResultRow[] = []) => {
    const after = before.at(-1)?.caseId;
    const answer = await client.json(
      `/api/v1/review/results${after === undefined ? '' : `?after=${after}`}`,
      resultListSchema,
    );
    setFailure(answer.ok ? null : answer);
    if (!answer.ok) return;
    setRows([...before, ...answer.value.rows]);
    setMore(answer.value.more);
  };
  useEffect(() => void load(), [signIns.value]);
  const shown = rows?.filter((row) => isSought(row, sought)) ?? [];
  return (
    <ConsoleFrame title={words.title} page="results">
      <p>{words.lead}</p>
      <div class="console-find">
        <TextInput
          id="results-find"
          label={words.find}
          value={sought}
          onChange={setSought}
        />
        <Button onPress={() => void load()}>{worklistText.refresh}</Button>
      </div>
      {done !== null && (
        <Notice tone="ok" icon="check" announced="polite">
          <p>{done}</p>
        </Notice>
      )}
      {failure !== null && (
        <Notice tone="neutral" icon="pause" announced="polite">
          <p>{failureSentence(failure)}</p>
          <Button onPress={() => void load()}>{linkText.retry}</Button>
        </Notice>
      )}
      {rows !== null && shown.length === 0 && (
        <p class="worklist-empty">
          {rows.length === 0 ? words.empty : words.notFound}
        </p>
      )}
      {shown.length > 0 && (
        <GridTable
          label={words.title}
          columns={Object.values(words.columns)}
          className="grid-wide"
        >
          {shown.map((row) => (
            <Row
              key={row.caseId}
              {...{ row, beside: besideOf(row, rows ?? []) }}
              onGive={setGiving}
            />
          ))}
        </GridTable>
      )}
      {hasMore && (
        <Button onPress={() => void load(rows ?? [])}>{words.more}</Button>
      )}
      {rows !== null && rows.some(({ posted }) => posted === null) && (
        <BulkPost
          rows={rows}
          isWhole={!hasMore}
          onDone={(sentence) => {
            setDone(sentence);
            void load();
          }}
        />
      )}
      {giving !== null && (
        <GiveDialog
          giving={giving}
          onCancel={() => setGiving(null)}
          onDone={(receivedBy) => {
            setGiving(null);
            setDone(
              words.done(receivedBy, clockTime(new Date().toISOString())),
            );
            void load();
          }}
          onPosted={(name, tracking) => {
            setGiving(null);
            setDone(words.donePost(name, tracking));
            void load();
          }}
        />
      )}
    </ConsoleFrame>
  );
}

/** By name, or by digits as a receipt or its scanned code has them. */
function isSought({ number, applicantName }: ResultRow, typed: string) {
  const text = typed.normalize('NFKC').trim();
  const digits = text.replaceAll(/\D/g, '');
  if (text === '') return true;
  return digits.length >= 4
    ? number.endsWith(digits)
    : applicantName.includes(text);
}

/** What else waits here for whoever fetches this one. */
const besideOf = (row: ResultRow, rows: readonly ResultRow[]) =>
  rows.filter(
    ({ visitId, caseId }) =>
      visitId !== undefined && visitId === row.visitId && caseId !== row.caseId,
  );

type RowProps = {
  row: ResultRow;
  beside: readonly ResultRow[];
  onGive: (giving: Giving) => void;
};

function Row({ row, beside, onGive }: RowProps) {
  const { result, resultNumber, applicantName, posted } = row;
  return (
    <tr>
      <th scope="row">
        {result}
        {resultNumber !== null && <span class="hint"> {resultNumber}</span>}
        {beside.length > 0 && (
          <p class="hint">
            {waysText.together(
              beside.map(
                ({ matterShort, number }) =>
                  `${matterShort} ${groupCaseNumber(number).lastNine}`,
              ),
            )}
          </p>
        )}
      </th>
      <td>{applicantName}</td>
      <td class="nowrap">{groupCaseNumber(row.number).lastNine}</td>
      <td>{worklistText.village(row.stationName, row.townName)}</td>
      <td>{row.pickup}</td>
      <td>
        {posted === null
          ? words.waiting
          : words.posted(posted.carrier, posted.trackingNumber)}
      </td>
      <td>
        <div class="row results-acts">
          <Button
            label={words.actFor(
              posted === null ? words.handOver : words.confirmPost,
              applicantName,
            )}
            onPress={() => onGive({ row, how: 'handOver' })}
          >
            {posted === null ? words.handOver : words.confirmPost}
          </Button>
          {posted === null && (
            <Button
              label={words.actFor(words.post, applicantName)}
              onPress={() => onGive({ row, how: 'post' })}
            >
              {words.post}
            </Button>
          )}
        </div>
      </td>
    </tr>
  );
}
