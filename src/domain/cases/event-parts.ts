// What the events of a case are made of.
import * as v from 'valibot';
import { instant, text } from '../schema-parts.ts';

const day = v.pipe(v.string(), v.isoDate());

/** Days that may fall after the published calendar are `provisional`. */
export const dueDaySchema = v.object({ date: day, provisional: v.boolean() });
export type DueDay = v.InferOutput<typeof dueDaySchema>;

export const correctionItemSchema = v.object({
  /** What it is about: a field id or a paper id of the matter. */
  about: text(80),
  target: v.picklist(['field', 'paper']),
  reason: text(300),
  fix: text(500),
});
export type CorrectionItem = v.InferOutput<typeof correctionItemSchema>;

/** The true intake lies in it: [latest proof before, arrival]. */
export const intervalSchema = v.object({
  from: v.nullable(instant),
  device: instant,
  to: instant,
});

/**
 * The paper by which the applicant is told of it. Absent before release 0.2.0, and
 * of acts that need none.
 */
export const told = {
  notice: v.optional(
    v.object({
      number: text(40),
      /** Of the sealed page, as the county keeps it. */
      sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    }),
  ),
};
