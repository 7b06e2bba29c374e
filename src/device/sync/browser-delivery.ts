import { uuidv7 } from 'uuidv7';
import type { DeliveryPorts, Locks, Neighbours } from '../ports.ts';

/** What delivery needs of the real world, in a worker or a service worker. */
export function browserDelivery(databaseName: string): DeliveryPorts {
  return {
    clock: {
      wallMs: () => Date.now(),
      monotonicMs: () => performance.now(),
      after(ms, task) {
        const timer = setTimeout(task, ms);
        return () => clearTimeout(timer);
      },
    },
    fetch: (request) => fetch(request),
    locks: webLocks(),
    neighbours: channel(databaseName),
    newId: uuidv7,
    randomBytes,
    origin: location.origin,
    isMetered,
  };
}

/** Chromium on Android says it; where nothing is said, it is not. */
function isMetered(): boolean {
  const { connection } = navigator as {
    connection?: { type?: string; saveData?: boolean };
  };
  return connection?.type === 'cellular' || connection?.saveData === true;
}

/** More than this is not given at one call. */
const MOST_RANDOM_BYTES = 65_536;

function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count);
  for (let at = 0; at < count; at += MOST_RANDOM_BYTES)
    crypto.getRandomValues(bytes.subarray(at, at + MOST_RANDOM_BYTES));
  return bytes;
}

/**
 * A lock is economy, never correctness: without Web Locks two workers send twice,
 * and the county counts once.
 */
function webLocks(): Locks {
  return {
    async tryRun<T>(name: string, task: () => Promise<T>) {
      if (!('locks' in navigator)) return task();
      let value: T | undefined;
      await navigator.locks.request(
        name,
        { ifAvailable: true },
        async (lock) => {
          if (lock !== null) value = await task();
        },
      );
      return value;
    },
  };
}

function channel(name: string): Neighbours {
  const broadcast = new BroadcastChannel(`changes/${name}`);
  return {
    tell: (stores) => broadcast.postMessage(stores),
    onTold(listener) {
      broadcast.addEventListener('message', (message: MessageEvent<string[]>) =>
        listener(message.data),
      );
    },
  };
}
