import { importsText } from '../../text/review-imports.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { failureSentence } from '../failure-sentence.ts';
import type { ImportJob } from './import-queue.ts';
import { ImportResult } from './import-result.tsx';

type Props = { job: ImportJob; onAgain: () => void };

/** One chosen file, from waiting to its result. */
export function JobCard({ job, onAgain }: Props) {
  const { name, bytes, state } = job;
  return (
    <li class="card stack-tight">
      <p class="import-name">{name}</p>
      {state.is === 'waiting' && <p class="hint">{importsText.waiting}</p>}
      {state.is === 'looking' && <p class="hint">{importsText.looking}</p>}
      {state.is === 'sending' && (
        <>
          <progress
            class="import-progress"
            aria-label={importsText.progressOf(name)}
            max={Math.max(1, bytes)}
            value={Math.min(state.sent, bytes)}
          />
          <p class="hint" aria-live="off">
            {state.sent < bytes
              ? importsText.sending(state.sent, bytes)
              : importsText.takingIn}
          </p>
        </>
      )}
      {state.is === 'failed' && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{failureSentence(state.failure)}</p>
          {state.failure.code !== 'importUnreadable' && (
            <Button onPress={onAgain}>{importsText.retry}</Button>
          )}
        </Notice>
      )}
      {state.is === 'done' && <ImportResult summary={state.summary} />}
    </li>
  );
}
