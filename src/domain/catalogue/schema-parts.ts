import * as v from 'valibot';

/** Text that must say something. */
export const text = v.pipe(v.string(), v.minLength(1));

/** A stable id: ASCII, never renamed, never reused. */
export const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/));

/** A condition in the catalogue's expression grammar; parsed elsewhere. */
export const expression = v.pipe(v.string(), v.minLength(1));

/** How sure a part is; a value of `enums.provenance`. */
export const provenance = v.pipe(v.string(), v.minLength(1));

/** Whole days (working days unless the key says calendar), never negative. */
export const days = v.pipe(v.number(), v.integer(), v.minValue(0));

export const count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** `YYYY-MM-DD`. */
export const isoDay = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/));

/** A clock time on the wall, `HH:MM`. */
export const wallTime = v.pipe(v.string(), v.regex(/^[0-2]\d:[0-5]\d$/));

export const legalBasis = v.object({ text, provenance });

/** Several offices at once under one deadline; null = not known yet. */
export const joint = v.object({
  offices: v.pipe(v.array(id), v.minLength(2)),
  workdays: v.nullable(days),
});

/** Enumeration value to its Chinese meaning. */
export const labels = v.record(v.string(), text);
