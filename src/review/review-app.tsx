import { render } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { unreachable } from '../domain/unreachable.ts';
import '../ui/base.css';
import { consoleText, linkText } from '../text/review.ts';
import { Button } from '../ui/button/button.tsx';
import { Notice } from '../ui/notice/notice.tsx';
import { openTextSize } from '../ui/text-size/text-size.tsx';
import { CasePage } from './case/case-page.tsx';
import { ConsoleFrame, homeOf } from './console-frame.tsx';
import { failureSentence } from './failure-sentence.ts';
import { HeldPage } from './held/held-page.tsx';
import { RefusedPage } from './held/refused-page.tsx';
import { ImportsPage } from './imports/imports-page.tsx';
import { Later } from './later.tsx';
import { PlatformClient, type Failure } from './platform-client.ts';
import {
  createReview,
  enter,
  ReviewContext,
  useReview,
} from './review-context.ts';
import { hrefs, readRoute, useRoute } from './route.ts';
import { BackPage } from './sign-in/back-page.tsx';
import { SignInAgain } from './sign-in/sign-in-again.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { WorklistPage } from './worklist/worklist.tsx';

/** Draws the township's console into `root`. */
export function startReview(root: HTMLElement): void {
  document.documentElement.dataset['density'] = 'compact';
  openTextSize('');
  render(<ReviewApp client={new PlatformClient()} />, root);
}

export function ReviewApp({ client }: { client: PlatformClient }) {
  const review = useMemo(() => createReview(client), [client]);
  return (
    <ReviewContext.Provider value={review}>
      <Gate />
    </ReviewContext.Provider>
  );
}

/** Nobody passes without a session; whoever has one keeps the page in hand. */
function Gate() {
  const review = useReview();
  const { staff, isExpired, client } = review;
  const [failure, setFailure] = useState<Failure | null>(null);
  const ask = async () => {
    const answer = await client.session();
    if (answer.ok) enter(review, answer.value);
    else if (answer.code === 'unauthorized') staff.value = null;
    setFailure(answer.ok || answer.code === 'unauthorized' ? null : answer);
  };
  useEffect(() => void ask(), []);
  const person = staff.value;
  const personId = person?.id;
  useEffect(() => {
    if (personId !== undefined) openTextSize(personId);
  }, [personId]);

  if (person === undefined) {
    return failure === null ? null : (
      <main class="sign-in">
        <h1>{consoleText.title(null)}</h1>
        <Notice tone="neutral" icon="pause" announced="polite">
          <p>{failureSentence(failure)}</p>
        </Notice>
        <Button kind="primary" onPress={() => void ask()}>
          {linkText.retry}
        </Button>
      </main>
    );
  }
  if (person === null) return <SignInPage />;
  return (
    <>
      <Pages key={person.id} />
      {isExpired.value && <SignInAgain />}
    </>
  );
}

const loadResults = async () =>
  (await import('./results/results-page.tsx')).ResultsPage;
const loadDevices = async () =>
  (await import('./devices/devices-page.tsx')).DevicesPage;
const loadRequests = async () =>
  (await import('./requests/requests-page.tsx')).RequestsPage;
const loadAudit = async () =>
  (await import('./audit/audit-page.tsx')).AuditPage;

function Pages() {
  const asked = useRoute();
  const { staff } = useReview();
  const home = homeOf(staff.value?.role ?? 'reviewer');
  // Whoever decides no cases begins with what he does.
  const route =
    asked.page === 'worklist' && home !== 'worklist'
      ? readRoute(`#/${home}`)
      : asked;
  switch (route.page) {
    case 'worklist':
      return <WorklistPage />;
    case 'case':
      return <CasePage key={route.caseId} caseId={route.caseId} />;
    case 'held':
      return <HeldPage />;
    case 'refused':
      return <RefusedPage />;
    case 'imports':
      return <ImportsPage />;
    case 'results':
      return <Later key="results" load={loadResults} />;
    case 'devices':
      return <Later key="devices" load={loadDevices} />;
    case 'requests':
      return <Later key="requests" load={loadRequests} />;
    case 'audit':
      return <Later key="audit" load={loadAudit} />;
    case 'back':
      return <BackPage failure={route.failure} />;
    case 'unknown':
      return (
        <ConsoleFrame title={consoleText.noSuchPage} page="unknown">
          <p>
            <a href={hrefs.worklist}>{consoleText.toWorklist}</a>
          </p>
        </ConsoleFrame>
      );
    default:
      return unreachable(route);
  }
}
