import type { Opener } from './disk.ts';

/**
 * What `indexedDB.open` gives when the engine cannot read its files: a request that
 * fails with UnknownError in a task of its own. Whoever died meanwhile hears nothing.
 */
export function failedOpen(opener: Opener): IDBOpenDBRequest {
  const request = new EventTarget() as IDBOpenDBRequest;
  const error = new DOMException(
    'Internal error opening backing store for indexedDB.open.',
    'UnknownError',
  );
  Object.assign(request, { error });
  request.addEventListener('error', (event) => request.onerror?.(event));
  setImmediate(() => {
    if (!opener.isDead)
      request.dispatchEvent(new Event('error', { cancelable: true }));
  });
  return request;
}
