// One immutable thing a person did on a device. The payload is what is signed;
// its routing (id, device, seq, case …) stands in the signed header, see
// protocol/sealed-operation.ts.
import * as v from 'valibot';
import { answersSchema } from './answers.ts';
import { consentSchema } from './consent.ts';
import { paperSchema, signatureSchema } from './papers.ts';
import { walkInSchema } from './walk-in.ts';
import { instant, text, uuid } from '../schema-parts.ts';

export const OPERATION_KINDS = [
  'submit',
  'supplement',
  'answerCorrection',
  'withdraw',
  'confirmDelivery',
  'updateContact',
  'rate',
  'journal',
] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];

/**
 * When the person did it, as far as a device can know: its wall clock (ISO
 * 8601), milliseconds of a clock that only goes forward, the id of this start of
 * the worker, and the county's time last heard (null: never). Clocks lie, so the
 * true moment is an interval: [latest of anchor and earlier entries, arrival].
 */
export const momentSchema = v.object({
  wallTime: instant,
  monotonicMs: v.pipe(v.number(), v.minValue(0)),
  bootId: uuid,
  lastHeardAt: v.nullable(instant),
});
export type Moment = v.InferOutput<typeof momentSchema>;

export const SERVING_WAYS = [
  'counter',
  'agent',
  'homeVisit',
  'extendedHours',
  'postal',
  'deficiency',
  'crossTownship',
  'oneCert',
  'batch',
  'online',
] as const;

const papers = v.pipe(v.array(paperSchema), v.maxLength(60));
const signatures = v.pipe(v.array(signatureSchema), v.maxLength(20));

/** `parts`: ids of its chosen components in their order, steps outside too. */
export const bundleOfCaseSchema = v.object({
  code: text(20),
  parts: v.pipe(v.array(text(40)), v.minLength(1), v.maxLength(40)),
});
export type BundleOfCase = v.InferOutput<typeof bundleOfCaseSchema>;

export const submitSchema = v.object({
  kind: v.literal('submit'),
  /** Receipt number = case number, 27 digits (receipt-number.ts). */
  number: v.pipe(v.string(), v.regex(/^\d{27}$/)),
  /** Printed beside the number; the platform keeps it only as an HMAC. */
  queryCode: v.pipe(v.string(), v.regex(/^[2-9A-HJ-NP-Z]{6}$/)),
  stationCode: v.pipe(v.string(), v.regex(/^\d{12}$/)),
  matterCode: text(20),
  matterRevision: v.pipe(v.number(), v.integer(), v.minValue(1)),
  catalogueVersion: text(40),
  origin: v.picklist(['station', 'online', 'transferred']),
  servingWays: v.array(v.picklist(SERVING_WAYS)),
  answers: answersSchema,
  papers,
  signatures,
  /** Ids of the statements agreed to, e.g. `sensitiveData`, `readBack`. */
  consents: v.array(consentSchema),
  madeAt: momentSchema,
  /** Several matters of one person at one sitting: the id of its first case. */
  visitId: v.optional(uuid),
  /** What several cases were taken in as at one sitting: one id for all of them. */
  bundleId: v.optional(uuid),
  /** Which bundle; came after release 0.1.0, which reads on without it. */
  bundle: v.optional(bundleOfCaseSchema),
  /** He came by number; came after release 0.1.0, which reads on without it. */
  walkIn: v.optional(walkInSchema),
  /** Id of a refused operation that this one mends. */
  replaces: v.nullable(uuid),
});
export type SubmitOperation = v.InferOutput<typeof submitSchema>;

export const supplementSchema = v.object({
  kind: v.literal('supplement'),
  papers,
  signatures,
  madeAt: momentSchema,
});

/** Answers one correction notice (event `correctionEvent`) as a whole. */
export const answerCorrectionSchema = v.object({
  kind: v.literal('answerCorrection'),
  correctionEvent: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Only the answers that changed. */
  answers: answersSchema,
  /** Only the papers handed in again; each replaces the paper of its id. */
  papers,
  signatures,
  /** As of a submit; came after release 0.1.0, which reads on without it. */
  consents: v.optional(v.array(consentSchema)),
  madeAt: momentSchema,
});
export type AnswerCorrectionOperation = v.InferOutput<
  typeof answerCorrectionSchema
>;

export const withdrawSchema = v.object({
  kind: v.literal('withdraw'),
  reason: text(500),
  signatures,
  madeAt: momentSchema,
});

export const confirmDeliverySchema = v.object({
  kind: v.literal('confirmDelivery'),
  receivedBy: text(50),
  signatures,
  papers,
  madeAt: momentSchema,
});

export const updateContactSchema = v.object({
  kind: v.literal('updateContact'),
  answers: answersSchema,
  madeAt: momentSchema,
});

/** Sealed from the clerk: the platform shows it to nobody of the station. */
export const rateSchema = v.object({
  kind: v.literal('rate'),
  level: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)),
  comment: text(500),
  madeAt: momentSchema,
});

export const journalSchema = v.object({
  kind: v.literal('journal'),
  acts: v.pipe(
    v.array(
      v.object({ act: text(40), caseId: v.nullable(v.string()), at: instant }),
    ),
    v.maxLength(500),
  ),
  madeAt: momentSchema,
});

export const operationSchema = v.variant('kind', [
  submitSchema,
  supplementSchema,
  answerCorrectionSchema,
  withdrawSchema,
  confirmDeliverySchema,
  updateContactSchema,
  rateSchema,
  journalSchema,
]);
export type Operation = v.InferOutput<typeof operationSchema>;

/** The schema name that goes into the signed header, e.g. `submit@1`. */
export function schemaName(kind: OperationKind): `${OperationKind}@1` {
  return `${kind}@1`;
}
