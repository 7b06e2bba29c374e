// What a draft holds; sealed whole under the vault key. Rows of other versions of
// the app are read too, so the content is checked when it is opened.
import * as v from 'valibot';
import type { Answer, Answers } from '../../domain/cases/answers.ts';
import { correctionItemSchema } from '../../domain/cases/event.ts';
import {
  bundleOfCaseSchema,
  type BundleOfCase,
} from '../../domain/cases/operation.ts';
import {
  materialRefSchema,
  type MaterialRef,
  type Signature,
} from '../../domain/cases/papers.ts';
import type { DraftRow } from '../database/tables.ts';
import type { DraftPurpose } from '../device-api.ts';
import type { OpenContext } from '../device-context.ts';
import { openRow } from '../vault/row-cipher.ts';
import {
  draftedMaterials,
  draftedPaperSchema,
  type DraftedPaper,
} from './drafted-paper.ts';

/** As the wire takes the name of who signs. */
export const NAME_LENGTH = 50;

export type DraftedSignature = { image: MaterialRef; signedAt: string };

/** Components by id: our matters as cases or, while they wait, drafts; steps outside. */
export type BundleTaken = {
  cases: Record<string, string>;
  waiting: Record<string, string>;
  /** What an office outside reported: its own number, and when it was done. */
  steps: Record<string, { number: string; doneAt: string | null }>;
  /** Everything is taken in; null: not yet. */
  at: string | null;
};

export const NOTHING_TAKEN: BundleTaken = {
  cases: {},
  waiting: {},
  steps: {},
  at: null,
};

export type DraftContent = {
  purpose: DraftPurpose;
  matterCode: string;
  /** Pinned when the draft was begun. */
  catalogueVersion: string;
  clerkId: string;
  /** The first case of the visit that it belongs to (cases/visit.ts). */
  visitId?: string;
  /** Of one that takes a whole bundle in: what has come of it so far. */
  taken?: BundleTaken;
  /** Of a matter that is a bundle's component: which bundle's. */
  bundle?: { id: string } & BundleOfCase;
  /** Papers of which nothing is handed in, since another brings it or stands in. */
  standIns?: { paperId: string; because: string }[];
  /** The number by which its person came (line/line.ts). */
  ticket?: [day: string, n: number] | undefined;
  /** The day on which it is done at his home. */
  homeVisitOn?: string | undefined;
  /** The sheet of many people that it is a row of, and its place there. */
  batch?: { id: string; n: number };
  /**
   * What stands among its papers by an earlier case of the visit, and by which answer
   * it is that person's; null: the clerk took such a mark back.
   */
  seenBefore?: {
    paperId: string;
    of: { fieldId: string; answer: Answer } | null;
  }[];
  /** Of a correction: the case's answers, changed. */
  answers: Answers;
  papers: DraftedPaper[];
  /** Kept 7 days, so that a slip of the finger can be undone. */
  removedPages: {
    paperId: string;
    index: number;
    page: MaterialRef;
    removedAt: string;
  }[];
  signature: DraftedSignature | null;
  /** Signs for an applicant who cannot write; came after release 0.1.0. */
  witness?: { name: string; signature: DraftedSignature | null };
  /** When the signature was given under which an answer was changed last. */
  changedUnder?: string;
  consents: { id: string; at: string }[];
  startedAt: string;
  /** The version pinned before was withdrawn; answers were kept. */
  liftedFrom?: string;
};

// Loose: what a newer version wrote beside it is none of ours and is kept.
const repairs = v.optional(
  v.looseObject({
    operationId: v.string(),
    caseId: v.string(),
    number: v.string(),
    code: v.nullable(v.string()),
    paths: v.array(v.string()),
  }),
);
// What is typed is kept however long it is: too long a text is said at the counter.
const typed = v.union([v.string(), v.number()]);
const parts = v.record(v.string(), typed);
const typedAnswers = v.record(
  v.string(),
  v.union([typed, v.array(v.union([v.string(), parts])), parts]),
);
const signatureSchema = v.looseObject({
  image: materialRefSchema,
  signedAt: v.string(),
});
const texts = v.record(v.string(), v.string());
const contentSchema = v.looseObject({
  purpose: v.variant('kind', [
    v.looseObject({ kind: v.literal('submit'), repairs }),
    v.looseObject({
      kind: v.literal('answerCorrection'),
      caseId: v.string(),
      number: v.string(),
      correctionEvent: v.number(),
      items: v.array(correctionItemSchema),
      repairs,
    }),
    v.looseObject({
      kind: v.literal('supplement'),
      caseId: v.string(),
      number: v.string(),
      papers: v.array(v.string()),
      signature: v.boolean(),
      repairs,
    }),
  ]),
  matterCode: v.string(),
  catalogueVersion: v.string(),
  clerkId: v.string(),
  visitId: v.optional(v.string()),
  taken: v.optional(
    v.looseObject({
      cases: texts,
      waiting: texts,
      steps: v.record(
        v.string(),
        v.looseObject({ number: v.string(), doneAt: v.nullable(v.string()) }),
      ),
      at: v.nullable(v.string()),
    }),
  ),
  bundle: v.optional(
    v.looseObject({ id: v.string(), ...bundleOfCaseSchema.entries }),
  ),
  standIns: v.optional(
    v.array(v.looseObject({ paperId: v.string(), because: v.string() })),
  ),
  ticket: v.optional(v.tuple([v.string(), v.number()])),
  homeVisitOn: v.optional(v.string()),
  batch: v.optional(v.looseObject({ id: v.string(), n: v.number() })),
  seenBefore: v.optional(
    v.array(
      v.looseObject({
        paperId: v.string(),
        of: v.nullable(
          v.looseObject({ fieldId: v.string(), answer: v.string() }),
        ),
      }),
    ),
  ),
  answers: typedAnswers,
  papers: v.array(draftedPaperSchema),
  removedPages: v.array(
    v.looseObject({
      paperId: v.string(),
      index: v.number(),
      page: materialRefSchema,
      removedAt: v.string(),
    }),
  ),
  signature: v.nullable(signatureSchema),
  witness: v.optional(
    v.looseObject({ name: v.string(), signature: v.nullable(signatureSchema) }),
  ),
  changedUnder: v.optional(v.string()),
  consents: v.array(v.looseObject({ id: v.string(), at: v.string() })),
  startedAt: v.string(),
});

/** What a draft's row is sealed for. */
export function draftPlace(draftId: string): string {
  return `drafts/${draftId}`;
}

/** undefined when the row is damaged or of a shape that is not known here. */
export async function openDraftRow(
  { unlocked }: Pick<OpenContext, 'unlocked'>,
  { draftId, sealed }: Pick<DraftRow, 'draftId' | 'sealed'>,
): Promise<DraftContent | undefined> {
  const content = await openRow<DraftContent>(
    unlocked.vault,
    draftPlace(draftId),
    sealed,
  );
  return v.is(contentSchema, content) ? content : undefined;
}

/** The case that the draft is about; null: it will be one. */
export function caseOf({ purpose }: DraftContent): string | null {
  if (purpose.kind !== 'submit') return purpose.caseId;
  return purpose.repairs?.caseId ?? null;
}

/** The applicant's, under `name`, and the witness's; none while the pads are empty. */
export function signaturesOf(
  { signature, witness }: Pick<DraftContent, 'signature' | 'witness'>,
  name: string,
): Signature[] {
  return [
    ...signed('applicant', name, signature),
    ...signed('witness', witness?.name ?? '', witness?.signature ?? null),
  ];
}

function signed(
  by: Signature['by'],
  name: string,
  signature: DraftedSignature | null,
): Signature[] {
  if (signature === null) return [];
  const { image, signedAt } = signature;
  return [{ by, name, image, signedAt }];
}

/** Somebody's hand stands under it; a witness named must have signed. */
export function isSigned({
  signature,
  witness,
}: Pick<DraftContent, 'signature' | 'witness'>): boolean {
  return witness === undefined
    ? signature !== null
    : witness.name !== '' && witness.signature !== null;
}

/** When the hand that counts was put under it; undefined: none was. */
export function signedAt({
  signature,
  witness,
}: Pick<DraftContent, 'signature' | 'witness'>): string | undefined {
  return (witness === undefined ? signature : witness.signature)?.signedAt;
}

/** The pages and the signatures that a submit takes along. */
export function handedIn(content: DraftContent): MaterialRef[] {
  return [
    ...content.papers.flatMap(draftedMaterials),
    ...signaturesOf(content, '').map(({ image }) => image),
  ];
}

/** Every material that the draft cites, the removed ones too. */
export function draftMaterials(content: DraftContent): MaterialRef[] {
  const removed = content.removedPages.map(({ page }) => page);
  return [...handedIn(content), ...removed];
}
