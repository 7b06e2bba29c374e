// The service worker serves the shell. A new version waits until the clerk says so
// and a quiet moment comes; it never starts the page anew over something typed.
import { signal } from '@preact/signals';
import { settleDraft } from './intake/draft-saver.ts';
import { windowState } from './one-window.ts';
import { quietMoment, watchHands } from './quiet-moment.ts';

/** `waiting`: ready, to be accepted. `underWay`: accepted, at the next quiet moment. */
export const update = signal<'none' | 'waiting' | 'underWay'>('none');

/** Another window has let the new version in: this page is the old one. */
export const isOutdated = signal(false);

/** An app that is never closed asks for news when it comes to the front. */
const ASK_EVERY_MS = 3_600_000;

let registration: ServiceWorkerRegistration | undefined;
let askedAt = 0;

/** Registers the service worker that the build made; nothing in development. */
export async function registerServiceWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  watchHands();
  // A part of the old version that this page has not loaded yet is gone.
  addEventListener('vite:preloadError', (event) => {
    if (!isOutdated.value) return;
    event.preventDefault();
    void startAnew();
  });
  document.addEventListener('visibilitychange', askForNews);
  await untilLoaded();
  const { serviceWorker } = navigator;
  const registered = await serviceWorker.register('/service-worker.js');
  registration = registered;
  askedAt = performance.now();
  follow(registered);
  registered.addEventListener('updatefound', () => follow(registered));
}

/** What the shell keeps is not asked for before the page has all that it shows. */
async function untilLoaded(): Promise<void> {
  if (document.readyState === 'complete') return;
  await new Promise((resolve) => {
    addEventListener('load', resolve, { once: true });
  });
}

/**
 * Not by a change of the controller: a page that was open before the shell was
 * kept has none, and is old all the same when a newer version takes over.
 */
function follow({ active, installing, waiting }: ServiceWorkerRegistration) {
  if (active === null) return;
  const newer = installing ?? waiting;
  if (newer === null) return;
  const look = () => {
    if (newer.state === 'installed' && update.value === 'none')
      update.value = 'waiting';
    if (newer.state === 'activated') void startAnew();
  };
  look();
  newer.addEventListener('statechange', look);
}

function askForNews(): void {
  if (document.visibilityState === 'hidden') return;
  if (performance.now() - askedAt < ASK_EVERY_MS) return;
  askedAt = performance.now();
  // Without a network there is no news.
  registration?.update().catch(() => undefined);
}

/**
 * Asks the county's server for a newer version and lets it take over; false: none
 * was found, or there is no network.
 */
export async function findUpdate(): Promise<boolean> {
  try {
    await registration?.update();
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
  void quietMoment().then(() =>
    registration?.waiting?.postMessage({ type: 'SKIP_WAITING' }),
  );
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
