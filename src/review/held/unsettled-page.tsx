import { useEffect, useState } from 'preact/hooks';
import type {
  HeldList,
  HeldRow,
  RefusedList,
  RefusedRow,
} from '../../protocol/review.ts';
import { groupCaseNumber, momentInSentence } from '../../text/common.ts';
import { errorSentence } from '../../text/errors.ts';
import { heldText, linkText, worklistText } from '../../text/review.ts';
import { settleText } from '../../text/review-trust.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { ConsoleFrame } from '../console-frame.tsx';
import { failureSentence } from '../failure-sentence.ts';
import type { Answered, Failure } from '../platform-client.ts';
import { useReview } from '../review-context.ts';
import { hrefs } from '../route.ts';
import { SettleDialog } from './settle-dialog.tsx';

type Row = HeldRow | RefusedRow;
type UnsettledProps = {
  page: 'held' | 'refused';
  title: string;
  lead: string;
  empty: string;
  /** `after`: the last operation of the page before. */
  ask: (after?: string) => Promise<Answered<HeldList | RefusedList>>;
};

const heads = heldText.columns;

export function UnsettledPage({
  page,
  title,
  lead,
  empty,
  ask,
}: UnsettledProps) {
  const { signIns } = useReview();
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  const [hasMore, setMore] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [settling, setSettling] = useState<HeldRow | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const load = async (before: readonly Row[] = []) => {
    const answer = await ask(before[before.length - 1]?.operationId);
    setFailure(answer.ok ? null : answer);
    if (!answer.ok) return;
    setRows([...before, ...answer.value.rows]);
    setMore(answer.value.more === true);
  };
  useEffect(() => void load(), [page, signIns.value]);
  return (
    <ConsoleFrame title={title} page={page}>
      <div class="spread">
        <p>{lead}</p>
        <Button onPress={() => void load()}>{worklistText.refresh}</Button>
      </div>
      {failure !== null && (
        <Notice tone="neutral" icon="pause" announced="polite">
          <p>{failureSentence(failure)}</p>
          <Button onPress={() => void load()}>{linkText.retry}</Button>
        </Notice>
      )}
      {done !== null && (
        <Notice tone="ok" icon="check" announced="polite">
          <p>{done}</p>
        </Notice>
      )}
      {rows !== null && rows.length === 0 && (
        <p class="worklist-empty">{empty}</p>
      )}
      {rows !== null && rows.length > 0 && (
        <div class="scroll-x" role="region" aria-label={title} tabIndex={0}>
          <table class="grid">
            <thead>
              <tr>
                <th scope="col">{heads.arrived}</th>
                <th scope="col">{heads.number}</th>
                <th scope="col">{heads.what}</th>
                <th scope="col">{heads.station}</th>
                <th scope="col">{heads.reason}</th>
                {page === 'held' && <th scope="col">{settleText.open}</th>}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <UnsettledRow
                  key={row.operationId}
                  row={row}
                  onSettle={page === 'held' ? setSettling : undefined}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows !== null && hasMore && (
        <Button onPress={() => void load(rows)}>{heldText.more}</Button>
      )}
      {settling !== null && (
        <SettleDialog
          row={settling}
          what={whatOf(settling)}
          onCancel={() => setSettling(null)}
          onDone={(sentence) => {
            setSettling(null);
            setDone(sentence);
            void load();
          }}
        />
      )}
    </ConsoleFrame>
  );
}

function whatOf({ schema }: Row): string {
  const kind = schema.split('@')[0] ?? '';
  return heldText.operations[kind] ?? heldText.unknownOperation;
}

type UnsettledRowProps = {
  row: Row;
  /** Of what is held; what was refused is the village's to mend. */
  onSettle: ((row: HeldRow) => void) | undefined;
};

function UnsettledRow({ row, onSettle }: UnsettledRowProps) {
  const number =
    row.number === null ? null : groupCaseNumber(row.number).lastNine;
  const device =
    row.deviceNumber === null ? '' : heldText.device(row.deviceNumber);
  return (
    <tr>
      <td class="nowrap">{momentInSentence(row.arrivedAt)}</td>
      <td class="nowrap">
        {number === null ? (
          heldText.noNumber
        ) : row.caseId === null ? (
          number
        ) : (
          <a href={hrefs.case(row.caseId)}>{number}</a>
        )}
      </td>
      <td>{whatOf(row)}</td>
      <td>
        {row.stationName ?? heldText.unknownStation} {device}
      </td>
      <td>{errorSentence(row.code)}</td>
      {onSettle !== undefined && (
        <td>
          <Button
            label={settleText.openFor(whatOf(row))}
            onPress={() => onSettle(row as HeldRow)}
          >
            {settleText.open}
          </Button>
        </td>
      )}
    </tr>
  );
}
