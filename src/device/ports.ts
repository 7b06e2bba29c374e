// Everything of the outside world that the device's use cases touch, so that the
// same code runs in the worker, in tests and in a simulation that owns time,
// chance and the network.
import type { Cut, Part, Picture, PictureLook } from './api/pictures.ts';

export type Clock = {
  /** Milliseconds since 1970; may be wrong and may jump. */
  wallMs(): number;
  /** Milliseconds of a clock that only goes forward within one start. */
  monotonicMs(): number;
  /** Calls back once after `ms`; the result cancels it. */
  after(ms: number, task: () => void): () => void;
};

export type Locks = {
  /** Runs `task` alone under `name`; undefined when another one holds it. */
  tryRun<T>(name: string, task: () => Promise<T>): Promise<T | undefined>;
};

/** Tells other workers of this device that stores have changed. */
export type Neighbours = {
  tell(stores: readonly string[]): void;
  onTold(listener: (stores: readonly string[]) => void): void;
};

export type ShrunkImage =
  | { ok: true; bytes: ArrayBuffer }
  | { ok: false; code: 'photographUnreadable' };

export type LookedAt =
  { ok: true; look: PictureLook } | { ok: false; code: 'photographUnreadable' };

/** The part that delivery needs. */
export type DeliveryPorts = {
  clock: Clock;
  fetch: (request: Request) => Promise<Response>;
  locks: Locks;
  neighbours: Neighbours;
  /** UUIDv7. */
  newId: () => string;
  randomBytes: (count: number) => Uint8Array<ArrayBuffer>;
  /** Where the app is served from, e.g. `https://counter.example.gov.cn`. */
  origin: string;
  /** Whoever pays for the link pays by the byte. Absent: nobody can tell. */
  isMetered?: () => boolean;
};

/** A file that is written from front to back and may be larger than the memory. */
export type GrowingFile = {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Instead of finishing. */
  drop(): Promise<void>;
  /** Ends it: what was written, behind `head`. */
  finish(head: readonly Uint8Array<ArrayBuffer>[]): Promise<Blob>;
};

/** Files that leave the device (export/). */
export type Files = {
  /** Writing throws a QuotaExceededError when the room does not suffice. */
  create(name: string): Promise<GrowingFile>;
  /** Lets go of all that were created; their Blobs cannot be read any more. */
  clear(): Promise<void>;
};

export type DevicePorts = DeliveryPorts & {
  files: Files;
  /** 32 bytes from an unlock secret; deliberately slow (vault/stretch.ts). */
  stretch: (
    secret: string,
    salt: Uint8Array<ArrayBuffer>,
  ) => Promise<Uint8Array<ArrayBuffer>>;
  /** Decodes, cuts, resizes and encodes a picture anew (process-photograph.ts). */
  shrink: (picture: Picture, cut?: Cut) => Promise<ShrunkImage>;
  /** Decodes a picture and judges a part of it (look-at-picture.ts). */
  look: (picture: Picture | VideoFrame, part: Part) => Promise<LookedAt>;
  databaseName: string;
  /** Of the room that is kept for text (storage/keep-ballast.ts): 16 MB. */
  ballastBytes: number;
  indexedDB: IDBFactory;
  keyRange: typeof IDBKeyRange;
};
