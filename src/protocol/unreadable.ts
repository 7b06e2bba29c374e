// POST /api/v1/operations/unreadable: operations that a device has put into the
// clerk's tray without the county having stored them: it could not read them, a
// proxy let them not through, or one before them was refused. The county keeps
// what it is given as evidence, and knows that their places in the chain are no
// loss. One that it had taken in all the same, whose answer was lost on its way, is
// answered by what was decided about it.
import * as v from 'valibot';
import { sha256Schema } from '../domain/cases/papers.ts';
import { REFUSED_CODES } from './error-code.ts';
import { LIMITS } from './limits.ts';
import { operationResultSchema } from './operations.ts';
import { instant, uuid } from '../domain/schema-parts.ts';

/** Of an envelope's JSON: the sealed operation and its few fields. */
export const UNREADABLE_TEXT = LIMITS.sealedOperationBytes + 4096;

export const unreadableOperationSchema = v.object({
  id: uuid,
  deviceId: uuid,
  seq: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(1),
    v.maxValue(2_147_483_647),
  ),
  sha256: sha256Schema,
  /** Why it lies in the tray. */
  code: v.picklist(REFUSED_CODES),
  /** The envelope as JSON; null when it is too large to be told. */
  envelope: v.nullable(
    // A database cannot hold the character 0.
    v.pipe(v.string(), v.maxLength(UNREADABLE_TEXT), v.excludes('\0')),
  ),
  /**
   * A person took it back: compact JWS ES256 by his author key, typ
   * `taken-back+jwt`. Without it a copy says nothing about an operation that
   * arrives by itself.
   */
  takenBack: v.optional(v.pipe(v.string(), v.maxLength(2048))),
});
export type UnreadableOperation = v.InferOutput<
  typeof unreadableOperationSchema
>;

/** Claims of `takenBack`. */
export const takenBackSchema = v.object({
  operationId: uuid,
  sha256: sha256Schema,
});
export type TakenBackClaims = v.InferOutput<typeof takenBackSchema>;
export const TAKEN_BACK_TYP = 'taken-back+jwt';

export const unreadableAnswerSchema = v.object({
  /** Echo of the request's: the county has it. */
  id: uuid,
  /** What the county had decided about it before. Absent: it never had it. */
  result: v.optional(operationResultSchema),
  serverTime: instant,
});
export type UnreadableAnswer = v.InferOutput<typeof unreadableAnswerSchema>;
