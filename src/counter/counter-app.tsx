import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import {
  ErrorBoundary,
  lazy,
  LocationProvider,
  Route,
  Router,
  useLocation,
} from 'preact-iso';
import type { DeviceApi } from '../device/device-api.ts';
import { startAutoLock, type LockLimits } from './auto-lock.ts';
import { openTextSize } from '../ui/text-size/text-size.tsx';
import { callCourier } from './courier.ts';
import {
  closeDevice,
  device,
  deviceState,
  openDevice,
  startWorker,
} from './device.ts';
import { startClock } from './frame/clock.ts';
import { ElsewherePage } from './frame/elsewhere-page.tsx';
import { noteRoute, paths, startTrail } from './frame/navigation.ts';
import { returnToPlace } from './frame/kept-place.ts';
import { Opening } from './frame/opening.tsx';
import { HomePage } from './home/home-page.tsx';
import { flushDraft, forgetDraft } from './intake/draft-saver.ts';
import { claimCounter, windowState } from './one-window.ts';
import { keepMark, lostStation } from './station-mark.ts';
import { BrokenPage } from './trouble/broken-page.tsx';
import { LostPage } from './trouble/lost-page.tsx';
import { TooNewPage } from './trouble/too-new-page.tsx';
import { UnlockPage } from './unlock/unlock-page.tsx';
import { registerServiceWorker } from './update.ts';

// The first screen is unlock or home; everything else comes when it is needed.
const SetUpPage = lazy(async () => {
  return (await import('./set-up/set-up-page.tsx')).SetUpPage;
});
const FindPage = lazy(async () => {
  return (await import('./find/find-page.tsx')).FindPage;
});
const GuidePage = lazy(async () => {
  return (await import('./guide/guide-page.tsx')).GuidePage;
});
const IntakePages = lazy(async () => {
  return (await import('./intake/intake-pages.tsx')).IntakePages;
});
const ReceiptPage = lazy(async () => {
  return (await import('./receipt/receipt-page.tsx')).ReceiptPage;
});
const CaseSheetPage = lazy(async () => {
  return (await import('./sheet/case-sheet-page.tsx')).CaseSheetPage;
});
const CheckReceiptPage = lazy(async () => {
  return (await import('./check/check-receipt-page.tsx')).CheckReceiptPage;
});
const CasePage = lazy(async () => {
  return (await import('./case/case-page.tsx')).CasePage;
});
const WithdrawPage = lazy(async () => {
  return (await import('./case/withdraw-page.tsx')).WithdrawPage;
});
const CasesPage = lazy(async () => {
  return (await import('./case/cases-page.tsx')).CasesPage;
});
const SendPage = lazy(async () => {
  return (await import('./outbox/send-page.tsx')).SendPage;
});
const AttentionPage = lazy(async () => {
  return (await import('./outbox/attention-page.tsx')).AttentionPage;
});
const MendStepPage = lazy(async () => {
  return (await import('./outbox/mend-step-page.tsx')).MendStepPage;
});
const ExportPage = lazy(async () => {
  return (await import('./export/export-page.tsx')).ExportPage;
});
const MorePage = lazy(async () => {
  return (await import('./more/more-page.tsx')).MorePage;
});
const ThisDevicePage = lazy(async () => {
  return (await import('./this-device/this-device-page.tsx')).ThisDevicePage;
});
const ClerksPage = lazy(async () => {
  return (await import('./clerks/clerks-page.tsx')).ClerksPage;
});
const NotFoundPage = lazy(async () => {
  return (await import('./frame/not-found-page.tsx')).NotFoundPage;
});

/** Starts the counter in `root`: one window, one worker, then the screens. */
export function startCounter(root: HTMLElement): void {
  runCounter(root, startWorker);
  void registerServiceWorker();
}

/**
 * The counter on a device that `start` opens; gives the function that ends it.
 * `start` is called again when the window takes the counter back.
 */
export function runCounter(
  root: HTMLElement,
  start: () => DeviceApi,
  lockLimits?: LockLimits,
): () => void {
  const stopClock = startClock();
  const stopTrail = startTrail();
  const stopAutoLock = startAutoLock(lockLimits);
  const stopMark = keepMark();
  const stopCourier = callCourier();
  openTextSize('');
  render(<CounterApp />, root);
  const stopClaim = claimCounter({
    beforeLeaving: flushDraft,
    onActive: () => openDevice(start()),
    onLeft: () => {
      forgetDraft();
      closeDevice();
    },
  });
  const onShowOrHide = () => {
    if (document.visibilityState === 'hidden') void flushDraft();
    // Whoever takes the phone out again wants to know what the county said; a
    // worker cannot see that.
    else if (deviceState.value?.stage === 'ready') void device().sync.now();
  };
  const onLeave = () => void flushDraft();
  document.addEventListener('visibilitychange', onShowOrHide);
  addEventListener('pagehide', onLeave);
  document.addEventListener('focusout', onLeave);
  return () => {
    stopClock();
    stopTrail();
    stopAutoLock();
    stopMark();
    stopCourier();
    stopClaim();
    document.removeEventListener('visibilitychange', onShowOrHide);
    removeEventListener('pagehide', onLeave);
    document.removeEventListener('focusout', onLeave);
    render(null, root);
    forgetDraft();
    closeDevice();
  };
}

/** What stands on the screen, by window and by the stage of the device. */
export function CounterApp() {
  const place = windowState.value;
  if (place === 'elsewhere' || place === 'movedAway') return <ElsewherePage />;
  return (
    <LocationProvider>
      <Stage />
    </LocationProvider>
  );
}

function Stage() {
  const state = deviceState.value;
  const { path, route } = useLocation();
  const clerkId = state?.clerk?.id ?? '';
  useEffect(() => {
    openTextSize(clerkId);
    if (clerkId !== '') returnToPlace();
  }, [clerkId]);
  const isReady = state?.stage === 'ready';
  const isBegun = state?.stage === 'empty' || state?.stage === 'ticketRead';
  const lost = lostStation.value;
  const mustSetUp = isBegun && lost === undefined;
  useEffect(() => {
    if (mustSetUp && path !== paths.setUp) route(paths.setUp, true);
  }, [mustSetUp]);
  if (state === undefined) return <Opening />;
  if (state.stage === 'broken')
    return <BrokenPage why={state.broken ?? 'storageFailed'} />;
  if (lost !== undefined) return <LostPage mark={lost} />;
  if (state.storeTooNew && !isOfDelivery(path)) return <TooNewPage />;
  // Locked, the screen is covered and its address kept: after unlocking one is
  // back where one was.
  if (isReady && state.clerk === null && path !== paths.setUp) {
    return isOfDelivery(path) ? <Places /> : <UnlockPage />;
  }
  return <Places />;
}

/** What goes on without any key. */
function isOfDelivery(path: string): boolean {
  return path === paths.send || path === paths.export;
}

function Places() {
  return (
    <ErrorBoundary>
      <Router onRouteChange={noteRoute}>
        <Route path="/" component={HomePage} />
        <Route path="/unlock" component={HomePage} />
        <Route path="/set-up" component={SetUpPage} />
        <Route path="/find" component={FindPage} />
        <Route path="/guide/:code" component={GuidePage} />
        <Route path="/intake/:draftId/:step?" component={IntakePages} />
        <Route path="/receipt/:caseId" component={ReceiptPage} />
        <Route path="/print/:caseId/:sheet" component={CaseSheetPage} />
        <Route path="/check" component={CheckReceiptPage} />
        <Route path="/case/:caseId" component={CasePage} />
        <Route path="/case/:caseId/withdraw" component={WithdrawPage} />
        <Route path="/cases" component={CasesPage} />
        <Route path="/send" component={SendPage} />
        <Route path="/attention" component={AttentionPage} />
        <Route path="/mend/:operationId" component={MendStepPage} />
        <Route path="/export" component={ExportPage} />
        <Route path="/more" component={MorePage} />
        <Route path="/device" component={ThisDevicePage} />
        <Route path="/clerks" component={ClerksPage} />
        <Route default component={NotFoundPage} />
      </Router>
    </ErrorBoundary>
  );
}
