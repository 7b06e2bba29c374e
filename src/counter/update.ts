// The service worker serves the shell. A new version waits until the clerk says so
// and a quiet moment comes; it never starts the page anew over something typed.
import { signal } from '@preact/signals';
import type { Workbox } from 'workbox-window';
import { settleDraft } from './intake/draft-saver.ts';
import { windowState } from './one-window.ts';
import { quietMoment, watchHands } from './quiet-moment.ts';

/** `waiting`: ready, to be accepted. `underWay`: accepted, at the next quiet moment. */
export const update = signal<'none' | 'waiting' | 'underWay'>('none');

/** Another window has let the new version in: this page is the old one. */
export const isOutdated = signal(false);

/** An app that is never closed asks for news when it comes to the front. */
const ASK_EVERY_MS = 3_600_000;

let workbox: Workbox | undefined;
let askedAt = 0;

/** Registers the service worker that the build made; nothing in development. */
export async function registerServiceWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { Workbox } = await import('workbox-window');
  workbox = new Workbox('/service-worker.js');
  workbox.addEventListener('waiting', () => {
    if (update.value === 'none') update.value = 'waiting';
  });
  watchHands();
  // A part of the old version that this page has not loaded yet is gone.
  addEventListener('vite:preloadError', (event) => {
    if (!isOutdated.value) return;
    event.preventDefault();
    void startAnew();
  });
  document.addEventListener('visibilitychange', askForNews);
  // Refused (in a private window, say), the app works as long as there is a network.
  const registration = await workbox.register().catch(() => undefined);
  askedAt = performance.now();
  if (registration === undefined) return;
  follow(registration);
  registration.addEventListener('updatefound', () => follow(registration));
}

/**
 * Not by a change of the controller: a page that was open before the shell was
 * kept has none, and is old all the same when a newer version takes over.
 */
function follow({ active, installing, waiting }: ServiceWorkerRegistration) {
  if (active === null) return;
  const newer = installing ?? waiting;
  newer?.addEventListener('statechange', () => {
    if (newer.state === 'activated') void startAnew();
  });
}

function askForNews(): void {
  if (document.visibilityState === 'hidden') return;
  if (performance.now() - askedAt < ASK_EVERY_MS) return;
  askedAt = performance.now();
  // Without a network there is no news.
  workbox?.update().catch(() => undefined);
}

/**
 * Asks the county's server for a newer version and lets it take over; false: none
 * was found, or there is no network.
 */
export async function findUpdate(): Promise<boolean> {
  try {
    await workbox?.update();
  } catch {
    return false;
  }
  if (update.value === 'none') return false;
  acceptUpdate();
  return true;
}

/** Lets the new version take over at the next quiet moment. */
export function acceptUpdate(): void {
  if (update.value !== 'waiting') return;
  update.value = 'underWay';
  void quietMoment().then(() => workbox?.messageSkipWaiting());
}

/**
 * The new version has taken over. The window with the counter starts anew when
 * all is saved; another one when it is used again.
 */
async function startAnew(): Promise<void> {
  isOutdated.value = true;
  if (windowState.value !== 'active') return;
  do await quietMoment();
  while (!(await settleDraft()));
  location.reload();
}
