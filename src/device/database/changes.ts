// Who wants to know that stores have changed: watchers ask again. Other workers
// of the same device (a second window) are told and tell.
import type { Neighbours } from '../ports.ts';

type Listener = (stores: ReadonlySet<string>) => void;

export class Changes {
  readonly #listeners = new Set<Listener>();
  readonly #neighbours: Neighbours;

  constructor(neighbours: Neighbours) {
    this.#neighbours = neighbours;
    neighbours.onTold((stores) => this.#call(stores));
  }

  /** After a commit. */
  announce(stores: readonly string[]): void {
    this.#call(stores);
    this.#neighbours.tell(stores);
  }

  /** Calls `listener` at every change until the result is called. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #call(stores: readonly string[]): void {
    const changed = new Set(stores);
    for (const listener of this.#listeners) listener(changed);
  }
}
