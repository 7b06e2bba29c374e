import type { StopWatching, Watch } from './device-api.ts';
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
 * question at a time; changes while it is asked lead to one more.
 */
export function makeWatch<Value>(
  sources: Sources,
  view: () => Promise<Value>,
): Watch<Value> {
  return async (callback) => {
    let isAsking = false;
    let isStale = false;
    let isOver = false;
    const tell = async (): Promise<void> => {
      if (isAsking) {
        isStale = true;
        return;
      }
      isAsking = true;
      try {
        do {
          isStale = false;
          const value = await view();
          if (!isOver) callback(value);
        } while (isStale && !isOver);
      } finally {
        isAsking = false;
      }
    };
    const stops = listenAll(sources, () => void tell());
    await tell();
    return () => {
      isOver = true;
      for (const stop of stops) stop();
    };
  };
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
