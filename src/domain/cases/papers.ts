import * as v from 'valibot';
import { unreachable } from '../unreachable.ts';
import { instant } from '../schema-parts.ts';

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

const paperId = v.pipe(v.string(), v.maxLength(40));
const personName = v.pipe(v.string(), v.maxLength(50));

/** The case whose picture is handed in once more, and when it was taken in. */
export const earlierCaseSchema = v.object({
  number: v.pipe(v.string(), v.regex(/^\d{27}$/)),
  takenInAt: instant,
});
export type EarlierCase = v.InferOutput<typeof earlierCaseSchema>;

/**
 * How one paper of the matter was handed in. `photo` covers camera, file and
 * on-the-spot capture; `seen` = original seen and given back; `generated` = made
 * from the answers; `commitment` replaces the paper for good, `deficiency` only
 * postpones it to `dueOn`.
 *
 * What may be absent came after release 0.1.0, which reads an operation without
 * looking at it. A picture whose original was seen beside it (`seenAt`, `seenBy`) is
 * a checked copy, a picture alone a mere one.
 */
export const paperSchema = v.variant('how', [
  v.object({
    how: v.literal('photo'),
    paperId,
    pages: v.pipe(v.array(materialRefSchema), v.minLength(1), v.maxLength(30)),
    seenAt: v.optional(instant),
    seenBy: v.optional(personName),
    takenFrom: v.optional(earlierCaseSchema),
  }),
  v.object({
    how: v.literal('seen'),
    paperId,
    seenAt: instant,
    seenBy: v.optional(personName),
  }),
  v.object({
    how: v.literal('generated'),
    paperId,
    /**
     * Of a bundle: the component that brings it, or what stands in for it (a paper as
     * `TYPE/subject`, or a value of the catalogue's `substitutes`).
     */
    because: v.optional(v.pipe(v.string(), v.maxLength(80))),
  }),
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

/** A pad gives PNG; the photographed print of a finger is a JPEG like any photograph. */
export function isFingerprint({ mediaType }: { mediaType: string }): boolean {
  return mediaType === 'image/jpeg';
}

/** Id of the consent by which a promise about a paper was ticked. */
export function promiseConsentId(paperId: string): `promise:${string}` {
  // As long as the wire takes it; the catalogue's ids are far shorter.
  return `promise:${paperId.slice(0, 32)}`;
}

/** What a signature's image stands under among the papers of its case. */
export const signaturePaperId = (by: Signature['by']) => `signature:${by}`;

/** A material with the paper it stands for: its id, or `signature:{by}`. */
export type CitedMaterial = { paperId: string; ref: MaterialRef };

/** Who saw the original of it, and when; undefined: nobody said so. */
export function originalSeen(
  paper: Paper,
): { at: string; by: string | null } | undefined {
  if (paper.how !== 'photo' && paper.how !== 'seen') return undefined;
  const { seenAt, seenBy = null } = paper;
  return seenAt === undefined ? undefined : { at: seenAt, by: seenBy };
}

/**
 * Papers as they stand, of all that was handed in, the oldest first: what was put off
 * is there when it has come.
 */
export function standingPapers<Each extends Pick<Paper, 'how' | 'paperId'>>(
  papers: readonly Each[],
): Each[] {
  const come = new Set(
    papers.flatMap(({ how, paperId }) =>
      how === 'deficiency' ? [] : [paperId],
    ),
  );
  return papers.filter(
    ({ how, paperId }) => how !== 'deficiency' || !come.has(paperId),
  );
}

/**
 * Papers put off that have not come: acceptance with a gap, and nothing is concluded
 * before it is closed (domain notes 4.3).
 */
export function openGaps<Each extends Pick<Paper, 'how' | 'paperId'>>(
  papers: readonly Each[],
): Each[] {
  return standingPapers(papers).filter(({ how }) => how === 'deficiency');
}

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

/** Whether what is added brings the last paper that was put off. */
export function closesGap(
  before: readonly Paper[],
  added: readonly Paper[],
): boolean {
  return (
    openGaps(before).length > 0 && openGaps([...before, ...added]).length === 0
  );
}
