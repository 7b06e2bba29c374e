// Wakes the courier (service-worker/courier.ts) when this page may be gone before
// the queue is: by Background Sync where there is one, and as the page goes.
import { effect } from '@preact/signals';
import { outbox } from './device.ts';

/** Known to the service worker by this name. */
const DELIVER = 'deliver';

/** Background Sync, which the DOM's types do not know (WICG draft). */
type Registration = ServiceWorkerRegistration & {
  sync?: { register: (tag: string) => Promise<void> };
};

const unsent = () => {
  const { operations = 0, materials = 0 } = outbox.value?.unsent ?? {};
  return operations + materials;
};

/** From now on; gives the function that ends it. */
export function callCourier(): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined;
  let wasUnsent = false;
  const stop = effect(() => {
    const isUnsent = unsent() > 0;
    // The system keeps one request and runs it when it sees a network.
    if (isUnsent && !wasUnsent) void askSystem();
    wasUnsent = isUnsent;
  });
  const onLeave = () => {
    if (unsent() > 0)
      navigator.serviceWorker.controller?.postMessage({ type: DELIVER });
  };
  addEventListener('pagehide', onLeave);
  return () => {
    stop();
    removeEventListener('pagehide', onLeave);
  };
}

async function askSystem(): Promise<void> {
  try {
    const registration: Registration | undefined =
      await navigator.serviceWorker.getRegistration();
    await registration?.sync?.register(DELIVER);
  } catch {
    // Refused or absent: the queue goes when the app is open.
  }
}
