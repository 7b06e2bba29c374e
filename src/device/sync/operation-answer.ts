// The answer to a batch as the device reads it: the frame strictly, each result by
// itself. One that this version cannot read leaves its operation pending and
// holds up no other.
import * as v from 'valibot';
import { unreadableAnswerSchema } from '../../protocol/unreadable.ts';
import {
  operationAnswerSchema,
  operationResultSchema,
  type OperationResult,
} from '../../protocol/operations.ts';

export const operationAnswerFrameSchema = v.object({
  ...operationAnswerSchema.entries,
  results: v.pipe(
    v.array(v.unknown()),
    v.transform((items): OperationResult[] =>
      items.flatMap((item) => {
        const result = v.safeParse(operationResultSchema, item);
        return result.success ? [result.output] : [];
      }),
    ),
  ),
});

/** The answer to a copy, read in the same way. */
export const unreadableAnswerFrameSchema = v.object({
  ...unreadableAnswerSchema.entries,
  result: v.pipe(
    v.optional(v.unknown()),
    v.transform((item): OperationResult | undefined => {
      const result = v.safeParse(operationResultSchema, item);
      return result.success ? result.output : undefined;
    }),
  ),
});
