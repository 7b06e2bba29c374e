import * as v from 'valibot';
import { unreachable } from '../unreachable.ts';

/** Lower-case hexadecimal SHA-256. */
export const sha256Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const base64urlSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/));

export const MEDIA_TYPES = [
  'image/jpeg',
  'image/png',
  'application/pdf',
] as const;

/**
 * Encrypted bytes (12-byte IV, AES-256-GCM ciphertext, tag), named by the
 * SHA-256 of exactly those bytes, with the key that opens them.
 * `bytes` counts the encrypted bytes.
 */
export const materialRefSchema = v.object({
  sha256: sha256Schema,
  key: v.pipe(base64urlSchema, v.length(43)),
  bytes: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(29),
    v.maxValue(20 * 1024 * 1024),
  ),
  mediaType: v.picklist(MEDIA_TYPES),
});
export type MaterialRef = v.InferOutput<typeof materialRefSchema>;

const instant = v.pipe(v.string(), v.isoTimestamp());
const paperId = v.pipe(v.string(), v.maxLength(40));

/**
 * How one paper of the matter was handed in. `photo` covers camera, file and
 * on-the-spot capture; `seen` = original seen and given back; `generated` = made
 * from the answers; `commitment` replaces the paper for good, `deficiency` only
 * postpones it to `dueOn`.
 */
export const paperSchema = v.variant('how', [
  v.object({
    how: v.literal('photo'),
    paperId,
    pages: v.pipe(v.array(materialRefSchema), v.minLength(1), v.maxLength(30)),
  }),
  v.object({ how: v.literal('seen'), paperId, seenAt: instant }),
  v.object({ how: v.literal('generated'), paperId }),
  v.object({
    how: v.literal('eCert'),
    paperId,
    certificate: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  }),
  v.object({
    how: v.literal('commitment'),
    paperId,
    signature: materialRefSchema,
  }),
  v.object({
    how: v.literal('deficiency'),
    paperId,
    dueOn: v.pipe(v.string(), v.isoDate()),
    signature: materialRefSchema,
  }),
]);
export type Paper = v.InferOutput<typeof paperSchema>;

export const signatureSchema = v.object({
  by: v.picklist(['applicant', 'agent', 'guardian', 'witness', 'member']),
  name: v.pipe(v.string(), v.maxLength(50)),
  image: materialRefSchema,
  signedAt: instant,
});
export type Signature = v.InferOutput<typeof signatureSchema>;

/** What a signature's image stands under among the papers of its case. */
export const signaturePaperId = (by: Signature['by']) => `signature:${by}`;

/** A material with the paper it stands for: its id, or `signature:{by}`. */
export type CitedMaterial = { paperId: string; ref: MaterialRef };

/** What was photographed or signed for one paper; none for the other ways. */
export function paperMaterials(paper: Paper): MaterialRef[] {
  switch (paper.how) {
    case 'photo':
      return paper.pages;
    case 'commitment':
    case 'deficiency':
      return [paper.signature];
    case 'seen':
    case 'generated':
    case 'eCert':
      return [];
    default:
      return unreachable(paper);
  }
}

/** Every material that papers and signatures cite, in their order. */
export function citedMaterials(
  papers: readonly Paper[],
  signatures: readonly Signature[],
): CitedMaterial[] {
  return [
    ...papers.flatMap((paper) =>
      paperMaterials(paper).map((ref) => ({ paperId: paper.paperId, ref })),
    ),
    ...signatures.map(({ by, image }) => ({
      paperId: signaturePaperId(by),
      ref: image,
    })),
  ];
}
