// GET /api/v1/figures/summary → how many cases, how many in time, in how many days: by
// township and month, of whatever the person may see the figures of.
import * as v from 'valibot';

const month = v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/));

export const figuresRowSchema = v.object({
  /** Code of the township, 9 digits. */
  town9: v.string(),
  townName: v.string(),
  /** `YYYY-MM` in China. */
  month,
  /** Taken in by villages in that month. */
  cases: v.number(),
  /** Decided in that month, granted or turned down. */
  concluded: v.number(),
  /**
   * Of the concluded ones to which a day was promised the part that kept it, 0 to 1;
   * null: there is none.
   */
  onTimeRate: v.nullable(v.number()),
  /**
   * Working days from acceptance to conclusion on which the clock ran, on average;
   * null: there is none.
   */
  averageWorkdays: v.nullable(v.number()),
});
export const figuresSummarySchema = v.object({
  /** Newest month first, townships in the order of their codes. */
  rows: v.array(figuresRowSchema),
  /** What happened before is counted, ISO 8601; null: nothing is yet. */
  countedAt: v.nullable(v.pipe(v.string(), v.isoTimestamp())),
  /** False while everything is counted anew, as after another calendar. */
  isComplete: v.boolean(),
});
export type FiguresRow = v.InferOutput<typeof figuresRowSchema>;
export type FiguresSummary = v.InferOutput<typeof figuresSummarySchema>;

/** Both with their months; absent: the twelve months that end with this one. */
export const figuresQuerySchema = v.object({
  from: v.optional(month),
  until: v.optional(month),
});
