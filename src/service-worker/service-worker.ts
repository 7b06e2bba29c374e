// Keeps the shell, so that the app opens without a network. It stores nothing of
// any case and asks before a new version takes over: a draft may be open.
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
  type PrecacheEntry,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: (string | PrecacheEntry)[];
};

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

// In development there is no precached shell to fall back to.
if (!import.meta.env.DEV) {
  registerRoute(
    new NavigationRoute(createHandlerBoundToURL('/index.html'), {
      // What the platform itself answers; and the console, which is not kept: it
      // needs the network, and a village's data volume is not for it.
      denylist: [/^\/api\//, /^\/healthz$/, /^\/readyz$/, /^\/review\//],
    }),
  );
}

self.addEventListener('message', (event) => {
  const said: unknown = event.data;
  if (isSkipWaiting(said)) void self.skipWaiting();
});

function isSkipWaiting(said: unknown): boolean {
  return (
    typeof said === 'object' &&
    said !== null &&
    'type' in said &&
    said.type === 'SKIP_WAITING'
  );
}
