import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { LocationProvider, useLocation } from 'preact-iso';
import type { DeviceApi, DeviceState } from '../device/device-api.ts';
import { unreachable } from '../domain/unreachable.ts';
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
import { paths, startTrail } from './frame/navigation.ts';
import { returnToPlace } from './frame/kept-place.ts';
import { OpeningPage } from './frame/opening.tsx';
import { flushDraft, forgetDraft } from './intake/draft-saver.ts';
import { claimCounter, windowState } from './one-window.ts';
import { Places } from './places.tsx';
import { keepMark, lostStation } from './station-mark.ts';
import { BrokenPage } from './trouble/broken-page.tsx';
import { LostPage } from './trouble/lost-page.tsx';
import { TooNewPage } from './trouble/too-new-page.tsx';
import { UnlockPage } from './unlock/unlock-page.tsx';
import { registerServiceWorker } from './update.ts';

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
  const isBegun = state?.stage === 'empty' || state?.stage === 'ticketRead';
  const lost = lostStation.value;
  const mustSetUp = isBegun && lost === undefined;
  useEffect(() => {
    if (mustSetUp && path !== paths.setUp) route(paths.setUp, true);
  }, [mustSetUp]);
  const cover = coverOf(state, path);
  switch (cover) {
    case 'opening':
      return <OpeningPage />;
    case 'broken':
      return <BrokenPage why={state?.broken ?? 'storageFailed'} />;
    case 'lost':
      return lost === undefined ? null : <LostPage mark={lost} />;
    case 'tooNew':
      return <TooNewPage />;
    case 'locked':
      return <UnlockPage />;
    case undefined:
      return <Places />;
    default:
      return unreachable(cover);
  }
}

/** Screens without an address of their own: what stands instead of the places. */
export type Cover = 'opening' | 'broken' | 'lost' | 'tooNew' | 'locked';

function coverOf(
  state: DeviceState | undefined,
  path: string,
): Cover | undefined {
  if (state === undefined) return 'opening';
  if (state.stage === 'broken') return 'broken';
  if (lostStation.value !== undefined) return 'lost';
  if (isOfDelivery(path)) return undefined;
  if (state.storeTooNew) return 'tooNew';
  // Locked, the screen is covered and its address kept: after unlocking one is
  // back where one was.
  const isLocked = state.stage === 'ready' && state.clerk === null;
  return isLocked && path !== paths.setUp ? 'locked' : undefined;
}

/** What goes on without any key. */
function isOfDelivery(path: string): boolean {
  return path === paths.send || path === paths.export;
}
