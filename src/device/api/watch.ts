// A watcher calls back at once with the present value and at every change.

export type StopWatching = () => void;

export type Watch<Value> = (
  callback: (value: Value) => void,
) => Promise<StopWatching>;
