// POST /api/v1/witnesses: events that a restored county has lost and devices still
// have, each with the MAC that it was pulled with. The county keeps the genuine
// ones for a person to adopt; the device may say each as often as it likes.
import * as v from 'valibot';
import { audienceSchema } from './session.ts';
import { instant, uuid } from '../domain/schema-parts.ts';

const place = {
  audience: audienceSchema,
  pos: v.pipe(v.number(), v.integer(), v.minValue(1)),
};

/** A pulled item of kind `event`, as it came. */
export const witnessSchema = v.object({
  /** In which it was pulled. */
  epoch: v.pipe(v.string(), v.maxLength(64)),
  ...place,
  caseId: uuid,
  /** The event, with whatever the device could not read in it. */
  body: v.record(v.string(), v.unknown()),
  mac: v.pipe(v.string(), v.maxLength(64)),
});
export type Witness = v.InferOutput<typeof witnessSchema>;

export const WITNESSES_AT_ONCE = 200;

export const witnessRequestSchema = v.object({
  items: v.pipe(
    v.array(witnessSchema),
    v.minLength(1),
    v.maxLength(WITNESSES_AT_ONCE),
  ),
});

export const witnessAnswerSchema = v.object({
  /**
   * In the order of the items. `known`: the county has that event, `kept`: it
   * waits for a person, `refused`: the county did not give it with that MAC.
   */
  results: v.array(
    v.object({ ...place, result: v.picklist(['known', 'kept', 'refused']) }),
  ),
  serverTime: instant,
});
export type WitnessAnswer = v.InferOutput<typeof witnessAnswerSchema>;
