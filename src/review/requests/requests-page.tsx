import { useEffect, useState } from 'preact/hooks';
import {
  secondListSchema,
  type SecondList,
} from '../../protocol/review-trust.ts';
import { worklistText } from '../../text/review.ts';
import { devicesText, requestsText as words } from '../../text/review-trust.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { ConsoleFrame } from '../console-frame.tsx';
import { failureSentence } from '../failure-sentence.ts';
import type { Failure } from '../platform-client.ts';
import { useReview } from '../review-context.ts';
import { useProved } from '../sign-in/use-proved.tsx';

type Row = SecondList['rows'][number];

/** What waits for a second person: one's own, and those that one could agree to. */
export function RequestsPage() {
  const { client, signIns, staff } = useReview();
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const proved = useProved({
    lead: words.proveLead,
    cancelLabel: devicesText.proveCancel,
  });
  const load = async () => {
    const answer = await client.json(
      '/api/v1/review/requests',
      secondListSchema,
    );
    setFailure(answer.ok ? null : answer);
    if (answer.ok) setRows(answer.value.rows);
  };
  useEffect(() => void load(), [signIns.value]);
  const agree = ({ requestId }: Row) =>
    proved.run({
      act: () => client.act(`/api/v1/review/requests/${requestId}/approval`),
      onDone: () => {
        setDone(words.agreed);
        void load();
      },
    });
  const shownFailure = failure ?? proved.failure;
  return (
    <ConsoleFrame title={words.title} page="requests">
      <div class="spread">
        <p>{words.lead}</p>
        <Button onPress={() => void load()}>{worklistText.refresh}</Button>
      </div>
      {done !== null && (
        <Notice tone="ok" icon="check" announced="polite">
          <p>{done}</p>
        </Notice>
      )}
      {shownFailure !== null && (
        <Notice tone="neutral" icon="pause" announced="polite">
          <p>{failureSentence(shownFailure)}</p>
        </Notice>
      )}
      {rows !== null && rows.length === 0 && (
        <p class="worklist-empty">{words.empty}</p>
      )}
      <ul class="case-history">
        {(rows ?? []).map((row) => {
          const isOwn = row.accountId === staff.value?.id;
          return (
            <li key={row.requestId}>
              <strong>{words.actions[row.action] ?? words.unknown}</strong>
              <p>{row.reason}</p>
              <p class="hint">
                {words.asked(isOwn ? words.own : row.accountId, row.askedAt)}
              </p>
              {row.approvedBy !== null ? (
                <p>{words.approved(row.approvedBy)}</p>
              ) : isOwn ? (
                <p>{words.waiting}</p>
              ) : (
                <Button
                  label={words.agreeFor(row.reason)}
                  onPress={() => agree(row)}
                >
                  {words.agree}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {proved.dialog}
    </ConsoleFrame>
  );
}
