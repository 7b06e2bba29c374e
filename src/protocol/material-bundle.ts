// POST /api/v1/materials/bundle: small materials together, since the heads of a
// request and its answer weigh a fifth of a signature. Only for a county that says
// that it opens bundles (session.ts); any other takes materials one by one.
//
//   0  32 bytes  SHA-256 of the material, its name
//  32  4         its length, big-endian; 0 asks whether the county has it
//  36  length    its encrypted bytes
//
// and so on to the body's end. Of a body that was cut each material that came whole
// is kept. The answer names by their places those that the county does not have.
import * as v from 'valibot';
import { sha256Schema } from '../domain/cases/papers.ts';
import { ByteQueue } from './byte-queue.ts';

/** What a county says that it opens. */
export const BUNDLES = 1;

export const BUNDLE_PATH = '/api/v1/materials/bundle';

export const BUNDLE_LIMITS = {
  /** Of one material in it; a larger one goes by itself and resumes to the byte. */
  materialBytes: 16 * 1024,
  materials: 64,
  /** Of the whole body. */
  bytes: 128 * 1024,
} as const;

export const bundleAnswerSchema = v.object({
  /** Of the body as it arrived: who answers this has read it. */
  sha256: sha256Schema,
  /** What was asked for or sent and is not there, by its place from 0. */
  lacking: v.array(
    v.object({
      at: v.pipe(v.number(), v.integer(), v.minValue(0)),
      code: v.picklist(['notFound', 'digestMismatch', 'tooManyRequests']),
    }),
  ),
});
export type BundleAnswer = v.InferOutput<typeof bundleAnswerSchema>;

export type BundledMaterial = {
  sha256: string;
  /** undefined: a question. */
  bytes: Uint8Array<ArrayBuffer> | undefined;
};

const HASH_BYTES = 32;
const HEAD_BYTES = HASH_BYTES + 4;

/** The body, one material after the other. */
export function writeBundle(
  materials: readonly BundledMaterial[],
): Uint8Array<ArrayBuffer> {
  const size = materials.reduce(
    (sum, { bytes }) => sum + HEAD_BYTES + (bytes?.length ?? 0),
    0,
  );
  const body = new Uint8Array(size);
  const view = new DataView(body.buffer);
  let at = 0;
  for (const { sha256, bytes } of materials) {
    for (let i = 0; i < HASH_BYTES; i += 1)
      body[at + i] = Number.parseInt(sha256.slice(i * 2, i * 2 + 2), 16);
    view.setUint32(at + HASH_BYTES, bytes?.length ?? 0);
    if (bytes !== undefined) body.set(bytes, at + HEAD_BYTES);
    at += HEAD_BYTES + (bytes?.length ?? 0);
  }
  return body;
}

/** Takes a bundle apart as it comes, in pieces of any size. */
export class BundleReader {
  readonly #queue = new ByteQueue();
  #materials = 0;
  #bytes = 0;

  /** Whether the bytes so far end where a material does, and there is one. */
  get isWhole(): boolean {
    return this.#queue.size === 0 && this.#materials > 0;
  }

  /** What is whole now; undefined: it is more than a bundle may be. */
  read(piece: Uint8Array): BundledMaterial[] | undefined {
    this.#bytes += piece.length;
    if (this.#bytes > BUNDLE_LIMITS.bytes) return undefined;
    this.#queue.push(piece);
    const materials: BundledMaterial[] = [];
    while (this.#queue.size >= HEAD_BYTES) {
      const head = this.#queue.peek(HEAD_BYTES);
      const length = new DataView(head.buffer).getUint32(HASH_BYTES);
      if (length > BUNDLE_LIMITS.materialBytes) return undefined;
      if (this.#queue.size < HEAD_BYTES + length) break;
      this.#materials += 1;
      if (this.#materials > BUNDLE_LIMITS.materials) return undefined;
      this.#queue.drop(HEAD_BYTES);
      const bytes = new Uint8Array(length);
      this.#queue.takeInto(bytes, 0);
      materials.push({
        sha256: nameOf(head.subarray(0, HASH_BYTES)),
        bytes: length === 0 ? undefined : bytes,
      });
    }
    return materials;
  }
}

function nameOf(hash: Uint8Array): string {
  let name = '';
  for (const byte of hash) name += byte.toString(16).padStart(2, '0');
  return name;
}
