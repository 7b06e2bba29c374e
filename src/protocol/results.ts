// GET /api/v1/review/results → what is to be handed over or posted, oldest first. What
// is done with it is a decision on its case (post, handOver).
import * as v from 'valibot';

const instant = v.pipe(v.string(), v.isoTimestamp());

/** What a window needs to give a result to whom it belongs, and nothing else of the case. */
export const resultRowSchema = v.object({
  caseId: v.pipe(v.string(), v.uuid()),
  number: v.string(),
  matterShort: v.string(),
  applicantName: v.string(),
  stationName: v.string(),
  townName: v.string(),
  /** What was made out, where it was; else what was decided. */
  result: v.string(),
  resultNumber: v.nullable(v.string()),
  pickup: v.string(),
  concludedAt: instant,
  /** On its way by post. */
  posted: v.nullable(
    v.object({ carrier: v.string(), trackingNumber: v.string() }),
  ),
  /** The first case of its visit: results of one are given together. */
  visitId: v.optional(v.pipe(v.string(), v.uuid())),
  version: v.number(),
});
export const resultListSchema = v.object({
  rows: v.array(resultRowSchema),
  more: v.boolean(),
});
export type ResultRow = v.InferOutput<typeof resultRowSchema>;
export type ResultList = v.InferOutput<typeof resultListSchema>;
/** `after`: case of the last row of the page before. */
export const resultQuerySchema = v.object({
  after: v.optional(v.pipe(v.string(), v.uuid())),
});
