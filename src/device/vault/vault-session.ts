import type { PublicJwk } from '../../protocol/keys.ts';
import type { Bytes } from '../bytes.ts';
import type { VaultKey } from './row-cipher.ts';

/** What an unlocked clerk has in the worker's memory and nowhere else. */
export type Unlocked = {
  clerk: { id: string; name: string };
  vault: VaultKey;
  author: { key: CryptoKey; kid: string; publicKey: PublicJwk };
  /** Opens what is sealed to this clerk; cannot be taken out. */
  wrap: { key: CryptoKey; kid: string };
};

/** Holds the keys between unlock and lock. They never cross to the page. */
export class VaultSession {
  #unlocked: Unlocked | undefined;
  /** A time that was sure under a lease, on the clock that is never set back. */
  anchor:
    | { lease: string | undefined; sureMs: number; monotonicMs: number }
    | undefined;
  /** A lease that was found genuine. */
  leaseEnd: { jws: string; endMs: number } | undefined;
  /** Cases taken in since the unlock: shown even past the lease. */
  readonly fresh = new Set<string>();
  /**
   * The halves of unlock cards shown since the worker started, by clerk: a lock
   * asks for the PIN alone.
   */
  readonly #cards = new Map<string, Bytes>();
  readonly #listeners = new Set<() => void>();

  /** undefined while locked. */
  get unlocked(): Unlocked | undefined {
    return this.#unlocked;
  }

  open(unlocked: Unlocked): void {
    if (this.#unlocked?.clerk.id !== unlocked.clerk.id) this.fresh.clear();
    this.#unlocked = unlocked;
    this.#tell();
  }

  lock(): void {
    this.#unlocked = undefined;
    this.fresh.clear();
    this.#tell();
  }

  card(clerkId: string): Bytes | undefined {
    return this.#cards.get(clerkId);
  }

  keepCard(clerkId: string, half: Bytes): void {
    this.#cards.set(clerkId, half);
    this.#tell();
  }

  forgetCard(clerkId: string): void {
    this.#cards.delete(clerkId);
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
