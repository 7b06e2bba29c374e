/** Where complete encrypted materials lie, named by their SHA-256. */
export type MaterialStore = {
  /**
   * Writes the bytes durably. False when their hash is not `sha256`; then
   * nothing is kept. Writing the same material twice is harmless.
   */
  put: (sha256: string, bytes: AsyncIterable<Uint8Array>) => Promise<boolean>;
  /** @throws when the material is not there. */
  read: (sha256: string) => Promise<Uint8Array<ArrayBuffer>>;
  has: (sha256: string) => Promise<boolean>;
  /** Removing what is not there is harmless. */
  remove: (sha256: string) => Promise<void>;
};

/** It does not answer so that it counts: nothing is lost by it, and one tries again. */
export class StoreUnavailable extends Error {
  constructor(what: string) {
    super(`the store of materials: ${what}`);
  }
}
