// What schemas of every room are made of.
import * as v from 'valibot';

export const uuid = v.pipe(v.string(), v.uuid());
/** ISO 8601 with a zone. */
export const instant = v.pipe(v.string(), v.isoTimestamp());
/** As it came. */
export const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
/** Without the white space around it. */
export const trimmed = (min: number, max: number) =>
  v.pipe(v.string(), v.trim(), v.minLength(min), v.maxLength(max));
