import { useEffect, useState } from 'preact/hooks';
import { auditListSchema, type AuditList } from '../../protocol/review.ts';
import { auditActWord } from '../../text/audit-acts.ts';
import { auditText as words } from '../../text/review-trust.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { TextInput } from '../case/decide/text-input.tsx';
import { ConsoleFrame } from '../console-frame.tsx';
import { failureSentence } from '../failure-sentence.ts';
import type { Failure } from '../platform-client.ts';
import { useReview } from '../review-context.ts';
import { hrefs } from '../route.ts';
import { GridTable } from '../grid-table.tsx';

type Row = AuditList['rows'][number];
const UUID = /^[0-9a-f-]{36}$/;

/** Who saw and did what, newest first; ids alone, nobody's name. */
export function AuditPage() {
  const { client, signIns } = useReview();
  const [account, setAccount] = useState('');
  const [caseId, setCaseId] = useState('');
  const [error, setError] = useState<string>();
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  const [hasMore, setMore] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = async (before: readonly Row[] = []) => {
    const about = caseId.trim().toLowerCase();
    const isWrong = about !== '' && !UUID.test(about);
    setError(isWrong ? words.badCase : undefined);
    if (isWrong) return;
    const query = new URLSearchParams();
    if (account.trim() !== '') query.set('accountId', account.trim());
    if (about !== '') query.set('caseId', about);
    const last = before.at(-1);
    if (last !== undefined) query.set('before', String(last.n));
    const answer = await client.json(
      `/api/v1/review/audit?${query}`,
      auditListSchema,
    );
    setFailure(answer.ok ? null : answer);
    if (!answer.ok) return;
    setRows([...before, ...answer.value.rows]);
    setMore(answer.value.more);
  };
  useEffect(() => void load(), [signIns.value]);
  return (
    <ConsoleFrame title={words.title} page="audit">
      <p>{words.lead}</p>
      <form
        class="console-find"
        onSubmit={(event) => {
          event.preventDefault();
          void load();
        }}
      >
        <TextInput
          id="audit-account"
          label={words.account}
          value={account}
          onChange={setAccount}
        />
        <TextInput
          id="audit-case"
          label={words.caseId}
          value={caseId}
          error={error}
          onChange={setCaseId}
        />
        <Button submit>{words.find}</Button>
      </form>
      {failure !== null && (
        <Notice tone="neutral" icon="pause" announced="polite">
          <p>{failureSentence(failure)}</p>
        </Notice>
      )}
      {rows !== null && rows.length === 0 && (
        <p class="worklist-empty">{words.empty}</p>
      )}
      {rows !== null && rows.length > 0 && (
        <GridTable label={words.title} columns={Object.values(words.columns)}>
          {rows.map((row) => (
            <tr key={row.n}>
              <td class="nowrap">{words.when(row.at)}</td>
              <td>{row.accountId ?? words.nobody}</td>
              <td>{auditActWord(row.act)}</td>
              <td>
                {row.caseId !== null && (
                  <a href={hrefs.case(row.caseId)}>{words.openCase}</a>
                )}
              </td>
            </tr>
          ))}
        </GridTable>
      )}
      {hasMore && (
        <Button onPress={() => void load(rows ?? [])}>{words.more}</Button>
      )}
    </ConsoleFrame>
  );
}
