/** Calls back at each wake-up; gives what ends it. */
export type Listen = (path: string, onWake: () => void) => () => void;

/**
 * Server-sent events of the platform. The browser connects anew by itself; what was
 * missed meanwhile is asked for when it has. Without a connection the screens ask
 * every half minute all the same.
 */
export const listen: Listen = (path, onWake) => {
  const source = new EventSource(path);
  let isFirst = true;
  source.addEventListener('changed', onWake);
  source.addEventListener('open', () => {
    if (!isFirst) onWake();
    isFirst = false;
  });
  return () => source.close();
};
