import type { PublicJwk } from '../../protocol/keys.ts';
import type { VaultKey } from './row-cipher.ts';

/** What an unlocked clerk has in the worker's memory and nowhere else. */
export type Unlocked = {
  clerk: { id: string; name: string };
  vault: VaultKey;
  author: { key: CryptoKey; kid: string; publicKey: PublicJwk };
};

/** Holds the keys between unlock and lock. They never cross to the page. */
export class VaultSession {
  #unlocked: Unlocked | undefined;
  readonly #listeners = new Set<() => void>();

  /** undefined while locked. */
  get unlocked(): Unlocked | undefined {
    return this.#unlocked;
  }

  open(unlocked: Unlocked): void {
    this.#unlocked = unlocked;
    this.#tell();
  }

  lock(): void {
    this.#unlocked = undefined;
    this.#tell();
  }

  /** Calls `listener` at every unlock and lock. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
