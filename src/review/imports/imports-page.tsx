import { useEffect, useState } from 'preact/hooks';
import type { ImportSummary } from '../../protocol/stick-file.ts';
import { linkText } from '../../text/review.ts';
import { importsText } from '../../text/review-imports.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { ConsoleFrame } from '../console-frame.tsx';
import { failureSentence } from '../failure-sentence.ts';
import type { Failure } from '../platform-client.ts';
import { useReview } from '../review-context.ts';
import { DropZone } from './drop-zone.tsx';
import { JobCard } from './job-card.tsx';
import { PastImports } from './past-imports.tsx';
import './imports.css';

/** What villages bring on sticks: taken in, answered, and listed. */
export function ImportsPage() {
  const { client, imports, signIns } = useReview();
  const [past, setPast] = useState<readonly ImportSummary[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = async () => {
    const answer = await client.imports();
    setFailure(answer.ok ? null : answer);
    if (answer.ok) setPast(answer.value);
  };
  useEffect(() => void load(), [imports.taken.value, signIns.value]);
  useWarning(() => imports.isBusy);
  return (
    <ConsoleFrame title={importsText.title} page="imports">
      <p>{importsText.lead}</p>
      <DropZone onFiles={(files) => imports.add(files)} />
      <ul class="plain-list stack-tight" aria-live="polite">
        {imports.jobs.value.map((job) => (
          <JobCard
            key={job.id}
            job={job}
            onAgain={() => imports.again(job.id)}
          />
        ))}
      </ul>
      {failure !== null && (
        <Notice tone="neutral" icon="pause" announced="polite">
          <p>{failureSentence(failure)}</p>
          <Button onPress={() => void load()}>{linkText.retry}</Button>
        </Notice>
      )}
      {past !== null && <PastImports past={past} />}
    </ConsoleFrame>
  );
}

/** The browser asks before the window closes over a file that is under way. */
function useWarning(isBusy: () => boolean): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (isBusy()) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, []);
}
