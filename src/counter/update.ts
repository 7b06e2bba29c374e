// The service worker serves the shell. A new version waits until the clerk says
// so, and never reloads over a draft.
import { signal } from '@preact/signals';
import type { Workbox } from 'workbox-window';

export const updateWaiting = signal(false);
let workbox: Workbox | undefined;

/** Registers the service worker that the build made; nothing in development. */
export async function registerServiceWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { Workbox } = await import('workbox-window');
  workbox = new Workbox('/service-worker.js');
  workbox.addEventListener('waiting', () => {
    updateWaiting.value = true;
  });
  await workbox.register();
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
  if (!updateWaiting.value) return false;
  updateNow();
  return true;
}

/** Lets the new version take over; the page starts anew once it has. */
export function updateNow(): void {
  workbox?.addEventListener('controlling', () => location.reload());
  workbox?.messageSkipWaiting();
}
