import type { Watch } from '../../../src/device/device-api.ts';

/** A value that watchers follow. */
export class Watched<Value> {
  value: Value;
  #callbacks = new Set<(value: Value) => void>();
  constructor(value: Value) {
    this.value = value;
  }
  set(value: Value): void {
    this.value = value;
    for (const callback of this.#callbacks) callback(value);
  }
  readonly watch: Watch<Value> = (callback) => {
    this.#callbacks.add(callback);
    callback(this.value);
    return Promise.resolve(() => void this.#callbacks.delete(callback));
  };
}
