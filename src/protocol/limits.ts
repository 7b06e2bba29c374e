// Sizes of the wire. kB and MB are 1,024-based.
const KB = 1024;
const MB = 1024 * KB;

export const LIMITS = {
  sealedOperationBytes: 64 * KB,
  inflatedOperationBytes: 1 * MB,
  /** A batch's JSON before compression. */
  batchBytes: 256 * KB,
  batchOperations: 200,
  materialBytes: 20 * MB,
  materialsPerCase: 30,
  /** Of one device, of materials that no operation that could be opened cites. */
  uncitedBytes: 200 * MB,
  /** What each of them counts for at least: a file, a row and its indexes. */
  uncitedLeastBytes: 4 * KB,
  /**
   * The same, where a person brought them on a stick: all that a device may hold
   * unsent, since its photographs may come in a part before their text.
   */
  uncitedStickBytes: 2048 * MB,
  /** Of one device, of operations that no author was proved to have made. */
  unprovenEnvelopes: 5000,
  unprovenEnvelopeBytes: 64 * MB,
  feedPageBytes: 256 * KB,
  eventBytes: 64 * KB,
  /** Of one page of the worklist: one screen and the next. */
  worklistRows: 50,
  /** Of one page of held or refused operations. */
  unsettledRows: 100,
  /** Of one page of the audit log. */
  auditRows: 100,
  /** The platform commits an upload at least this often. */
  uploadChunkBytes: 64 * KB,
} as const;
