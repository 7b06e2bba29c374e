// POST /api/v1/operations
import * as v from 'valibot';
import { sha256Schema } from '../domain/cases/papers.ts';
import { HELD_CODES, LATER_CODES, REFUSED_CODES } from './error-code.ts';
import { LIMITS } from './limits.ts';
import { envelopeSchema } from './sealed-operation.ts';
import { instant, uuid } from '../domain/schema-parts.ts';

export const operationBatchSchema = v.object({
  batchId: uuid,
  operations: v.pipe(
    v.array(envelopeSchema),
    v.minLength(1),
    v.maxLength(LIMITS.batchOperations),
  ),
});
export type OperationBatch = v.InferOutput<typeof operationBatchSchema>;

/** `applied` and `duplicate`: the effect is committed. */
export const operationResultSchema = v.variant('result', [
  v.object({ id: uuid, result: v.literal('applied') }),
  v.object({ id: uuid, result: v.literal('duplicate') }),
  v.object({
    id: uuid,
    result: v.literal('held'),
    code: v.picklist(HELD_CODES),
  }),
  v.object({
    id: uuid,
    result: v.literal('refused'),
    code: v.picklist(REFUSED_CODES),
    /** With `invalid`: where, as a path into the payload; no values. */
    paths: v.optional(v.array(v.string())),
  }),
  v.object({
    id: uuid,
    result: v.literal('later'),
    code: v.picklist(LATER_CODES),
    retryAfterS: v.optional(v.number()),
  }),
]);
export type OperationResult = v.InferOutput<typeof operationResultSchema>;

/** What the platform last confirmed to a device; it brings it back as proof. */
export const ackSchema = v.object({
  seq: v.number(),
  head: v.nullable(sha256Schema),
  /** HMAC-SHA-256 over epoch, device, seq, head; base64url. */
  mac: v.string(),
});
export type Ack = v.InferOutput<typeof ackSchema>;

export const operationAnswerSchema = v.object({
  /** Echo of the request's: an answer without it is not an acknowledgement. */
  batchId: uuid,
  results: v.array(operationResultSchema),
  /** Materials cited by this batch that the platform lacks, with its offset. */
  wanted: v.array(v.object({ sha256: sha256Schema, offset: v.number() })),
  ack: ackSchema,
  serverTime: instant,
  epoch: v.string(),
  safeThrough: instant,
  /** With a batch that came before its session: as the session's own (session.ts). */
  life: v.optional(v.string()),
});
export type OperationAnswer = v.InferOutput<typeof operationAnswerSchema>;
