// How a stick's file is cut into records. Everything in it is sealed or signed
// already, so the file adds no cipher. Every record stands by itself: it begins
// with a mark that occurs nowhere else by chance, says its length and hash, and
// needs no other to be read. So files may be cut, joined and repeated.
//
//   0  8 bytes  mark; the last one is the version of this header
//   8  1        type
//   9  3        0
//  12  4        length of the content, big-endian
//  16  32       SHA-256 of the content; a material's is its name
//  48  4        CRC-32 of the 48 bytes before it, big-endian
//  52  length   content
//
// FROZEN FOR EVER, like the wire: a file may lie on a stick for months. New types
// may come; a reader passes over those that it does not know.
import { crc32 } from './crc32.ts';
import { LIMITS } from './limits.ts';

/** SHA-256; both sides bring their own. */
export type Digest = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;

export const STICK_TYPES = {
  /** Compact JWS by the delivery key (stick-file.ts). */
  manifest: 1,
  /** An EnrolmentRequest as JSON: the device had no contact yet. */
  enrolment: 2,
  /** An OperationBatch as JSON. */
  operations: 3,
  /** A material's encrypted bytes. */
  material: 4,
  /** Compact JWS by a ticket key of the county: its answer (stick-file.ts). */
  reply: 5,
  /** The county's key set (keys.ts), for a device that has no network. */
  keySet: 6,
} as const;

export type StickRecord = { type: number; bytes: Uint8Array<ArrayBuffer> };

export const HEADER_BYTES = 52;
const LENGTH_AT = 12;
const HASH_AT = 16;
const CRC_AT = 48;

/**
 * The first byte has its top bit set and a line's ends stand inside, so that a
 * transfer as text breaks it where it can be seen.
 */
export const MARK = Uint8Array.of(
  0x9b,
  0x56,
  0x53,
  0x50,
  0x0d,
  0x0a,
  0x1a,
  0x01,
);

/** Of one batch of operations in a file, as JSON. */
export const STICK_BATCH_BYTES = 128 * 1024;

/** Longer ones are no records of ours. */
const LONGEST: Record<number, number> = {
  [STICK_TYPES.manifest]: 256 * 1024,
  [STICK_TYPES.enrolment]: 64 * 1024,
  [STICK_TYPES.operations]: LIMITS.batchBytes,
  [STICK_TYPES.material]: LIMITS.materialBytes,
  [STICK_TYPES.reply]: 1024 * 1024,
  [STICK_TYPES.keySet]: 64 * 1024,
};

export type StickHeader = {
  type: number;
  length: number;
  hash: Uint8Array;
};

/** A record's header and content. @throws RangeError when it is too long. */
export async function writeRecord(
  { type, bytes }: StickRecord,
  digest: Digest,
): Promise<[Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>]> {
  if (bytes.length > longestOf(type)) throw new RangeError('record too long');
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  header.set(MARK);
  header[MARK.length] = type;
  view.setUint32(LENGTH_AT, bytes.length);
  header.set(await digest(bytes), HASH_AT);
  view.setUint32(CRC_AT, crc32(header.subarray(0, CRC_AT)));
  return [header, bytes];
}

/** What a record of that content takes up in the file. */
export function recordBytes(contentBytes: number): number {
  return HEADER_BYTES + contentBytes;
}

/** undefined when these bytes are no whole header. */
export function readHeader(
  bytes: Uint8Array<ArrayBuffer>,
): StickHeader | undefined {
  if (bytes.length < HEADER_BYTES) return undefined;
  if (MARK.some((byte, i) => bytes[i] !== byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  if (view.getUint32(CRC_AT) !== crc32(bytes.subarray(0, CRC_AT)))
    return undefined;
  const type = view.getUint8(MARK.length);
  const length = view.getUint32(LENGTH_AT);
  if (length > longestOf(type)) return undefined;
  return { type, length, hash: bytes.slice(HASH_AT, CRC_AT) };
}

function longestOf(type: number): number {
  return LONGEST[type] ?? LIMITS.materialBytes;
}
