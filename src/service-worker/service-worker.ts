// Keeps the shell, so that the app opens without a network, asks before a new
// version takes over (a draft may be open), and wakes the courier.
import { browserDelivery } from '../device/sync/browser-delivery.ts';
import { deliver } from './courier.ts';
import {
  answerFrom,
  dropFormerShell,
  keepShell,
  keyFor,
  keysOf,
  type ShellFile,
} from './shell.ts';

declare const self: ServiceWorkerGlobalScope & {
  SHELL_FILES: ShellFile[];
};

// The build puts the list in this place (build/list-shell.ts).
const keys = keysOf(self.SHELL_FILES);
self.addEventListener('install', (event) => {
  event.waitUntil(keepShell(keys));
});
self.addEventListener('activate', (event) => {
  event.waitUntil(dropFormerShell(keys));
});
self.addEventListener('fetch', (event) => {
  const key = keyFor(event.request, keys);
  if (key !== undefined) event.respondWith(answerFrom(key, event.request));
});

/** Told by pages; the database is the worker's (device/worker.ts). */
const DATABASE = 'service-point';
/** The tag of Background Sync, and of a page that goes. */
const DELIVER = 'deliver';

async function sendWhatIsLeft(): Promise<boolean> {
  return deliver({
    ...browserDelivery(DATABASE),
    databaseName: DATABASE,
    indexedDB,
    keyRange: IDBKeyRange,
  });
}

// Not in every browser: where there is none, the event never comes.
self.addEventListener('sync', (event) => {
  const asked = event as SyncEvent;
  if (asked.tag !== DELIVER) return;
  asked.waitUntil(
    // The system tries again after a failure.
    sendWhatIsLeft().then((isDone) =>
      isDone ? undefined : Promise.reject(new Error('something is left')),
    ),
  );
});

self.addEventListener('message', (event) => {
  const said = typeOf(event.data);
  if (said === 'SKIP_WAITING') void self.skipWaiting();
  if (said === DELIVER) event.waitUntil(sendWhatIsLeft());
});

/** Background Sync, which the DOM's types do not know (WICG draft). */
type SyncEvent = ExtendableEvent & { readonly tag: string };

function typeOf(said: unknown): unknown {
  return typeof said === 'object' && said !== null && 'type' in said
    ? said.type
    : undefined;
}
