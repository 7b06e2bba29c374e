import * as v from 'valibot';
import { PROBLEM_CODES } from './error-code.ts';

/**
 * The body of every error answer (RFC 9457, application/problem+json). `detail`
 * is for technicians and never holds personal data; `ref` finds the log line.
 */
export const problemSchema = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.picklist(PROBLEM_CODES),
  detail: v.optional(v.string()),
  ref: v.optional(v.string()),
  /** With `changed`: who was first, and the version now. */
  version: v.optional(v.number()),
  by: v.optional(v.string()),
  act: v.optional(v.string()),
  /** With `nonceNeeded`. */
  nonce: v.optional(v.string()),
  /** With `mismatchingUploadOffset`. */
  offset: v.optional(v.number()),
  /**
   * With `materialsMissing`: ids of papers that are owed or under way; with
   * `officesSilent`: names of offices; with `badRequest`: parts of what was sent that
   * the thing itself needs, or needs otherwise.
   */
  missing: v.optional(v.array(v.string())),
});
export type Problem = v.InferOutput<typeof problemSchema>;
