import type { StopWatching, Watch } from './device-api.ts';
import { StorageError } from './database/storage-error.ts';
import type { Store } from './database/write.ts';
import type { StoreName } from './database/tables.ts';

type Sources = {
  store: Store;
  stores: readonly StoreName[];
  /** Other things that change what is seen, e.g. the lock. */
  others?: readonly ((listener: () => void) => () => void)[];
};

/**
 * A watcher that asks `view` at once and after every change of its stores. One
 * question at a time; changes while it is asked, or its answer is on its way to
 * the page, lead to one more.
 */
export function makeWatch<Value>(
  sources: Sources,
  view: () => Promise<Value>,
): Watch<Value> {
  return async (callback) => {
    const watcher = { isAsking: false, isStale: false, isOver: false };
    const tell = async (): Promise<void> => {
      watcher.isStale = true;
      if (watcher.isAsking) return;
      watcher.isAsking = true;
      try {
        while (watcher.isStale && !watcher.isOver) {
          watcher.isStale = false;
          const value = await ask(view);
          if (!watcher.isOver && value !== undefined) callback(value.asked);
        }
      } finally {
        watcher.isAsking = false;
      }
    };
    const stops = listenAll(sources, () => void tell());
    await tell();
    return () => {
      watcher.isOver = true;
      for (const stop of stops) stop();
    };
  };
}

/**
 * undefined when the storage failed: what was seen last stands until the next
 * change, and DeviceState says what is wrong.
 */
async function ask<Value>(
  view: () => Promise<Value>,
): Promise<{ asked: Value } | undefined> {
  try {
    return { asked: await view() };
  } catch (error) {
    if (error instanceof StorageError) return undefined;
    throw error;
  }
}

function listenAll(
  { store, stores, others = [] }: Sources,
  listener: () => void,
): StopWatching[] {
  const wanted = new Set<string>(stores);
  const stop = store.changes.listen((changed) => {
    if ([...changed].some((name) => wanted.has(name))) listener();
  });
  return [stop, ...others.map((listen) => listen(listener))];
}
