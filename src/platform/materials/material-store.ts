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
  /** Absent: it is a folder. */
  bucket?: BucketMark;
};

/**
 * A bucket that was mistyped or emptied has none of the materials, and nothing is lost
 * by that. So the right one is marked, and another's word that there is none is no word.
 */
export type BucketMark = {
  isOurs: () => Promise<boolean>;
  makeOurs: () => Promise<void>;
  /** Whether a material lies beside the bucket. */
  isBeside: (sha256: string) => Promise<boolean>;
};

/** It does not answer so that it counts: nothing is lost by it, and one tries again. */
export class StoreUnavailable extends Error {
  constructor(what: string) {
    super(`the store of materials: ${what}`);
  }
}

/** What lies there under the name is something else. */
export class DamagedMaterial extends Error {
  constructor() {
    super('a material of another hash');
  }
}
