// POST /api/v1/review/cases/{caseId}/commitment-checks: what the office found out of a
// commitment that stands for a paper (domain notes 4.4).
import * as v from 'valibot';
import { COMMITMENT_FOUND } from '../domain/cases/later-events.ts';

export const commitmentCheckSchema = v.object({
  /** Number of the last event that the person had before him. */
  version: v.number(),
  paperId: v.pipe(v.string(), v.maxLength(40)),
  found: v.picklist(COMMITMENT_FOUND),
  /** How it was checked, and what was found. */
  note: v.pipe(v.string(), v.trim(), v.minLength(5), v.maxLength(500)),
});
export type CommitmentCheck = v.InferOutput<typeof commitmentCheckSchema>;

export const commitmentCheckAnswerSchema = v.object({ version: v.number() });
