import * as v from 'valibot';
import { hasOwn } from '../has-own.ts';

/** The longest `detail` of an address that is sent, in UTF-16 units. */
export const LONGEST_DETAIL = 200;

/**
 * The place where a person lives or a thing lies. `town9` and `village` are
 * statistical codes (9 and 12 digits); both absent means outside the county,
 * and `detail` then holds the whole address.
 */
export const addressSchema = v.object({
  town9: v.optional(v.pipe(v.string(), v.regex(/^\d{9}$/))),
  village: v.optional(v.pipe(v.string(), v.regex(/^\d{12}$/))),
  group: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  detail: v.pipe(v.string(), v.maxLength(LONGEST_DETAIL)),
  townName: v.optional(v.pipe(v.string(), v.maxLength(50))),
  villageName: v.optional(v.pipe(v.string(), v.maxLength(50))),
});
export type Address = v.InferOutput<typeof addressSchema>;

/** The longest text of an answer and of a cell that is sent, in UTF-16 units. */
export const LONGEST_TEXT = 2000;
export const LONGEST_CELL = 500;

/** One row of a table field: column id to text or number. */
export const tableRowSchema = v.record(
  v.string(),
  v.union([v.pipe(v.string(), v.maxLength(LONGEST_CELL)), v.number()]),
);
export type TableRow = v.InferOutput<typeof tableRowSchema>;

export const answerSchema = v.union([
  v.pipe(v.string(), v.maxLength(LONGEST_TEXT)),
  v.number(),
  v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(50)),
  v.pipe(v.array(tableRowSchema), v.maxLength(200)),
  addressSchema,
]);
export type Answer = v.InferOutput<typeof answerSchema>;

/**
 * Field id to answer. An unanswered field is absent, never null; in the changes
 * of a case '' takes the answer away, whatever the field's type.
 */
export const answersSchema = v.record(
  v.pipe(v.string(), v.maxLength(80)),
  answerSchema,
);
export type Answers = v.InferOutput<typeof answersSchema>;

export const CLEARED = '';

/** Answers with changes on top. */
export function applyAnswers(answers: Answers, changes: Answers): Answers {
  const next = { ...answers };
  for (const [id, answer] of Object.entries(changes)) {
    if (answer === CLEARED) delete next[id];
    else next[id] = answer;
  }
  return next;
}

/** What turns `before` into `after`, for applyAnswers. */
export function changedAnswers(before: Answers, after: Answers): Answers {
  const changes: Answers = {};
  for (const [id, answer] of Object.entries(after))
    if (JSON.stringify(before[id]) !== JSON.stringify(answer))
      changes[id] = answer;
  for (const id of Object.keys(before))
    if (!hasOwn(after, id)) changes[id] = CLEARED;
  return changes;
}
