import type { Answers } from '../cases/answers.ts';
import type { EligibilityCheck, Material } from '../catalogue/form-schema.ts';
import { fieldOf, isBlocking, type AnswerIssue } from './answer-issue.ts';
import { examineForm } from './examine-form.ts';

export interface ExaminedChange {
  /** As they then stand: what the change hides is taken back with it. */
  answers: Answers;
  /** What stops it: wrong in a field it is about, or wrong through it. */
  issues: AnswerIssue[];
  /** Ids of the fields that it brings on: they are asked beside those named. */
  fields: string[];
  /** Papers that it brings on. */
  papers: Material[];
  /** Checks that it makes true. */
  checks: EligibilityCheck[];
}

/**
 * A case that was taken in, with some answers changed. What was wrong with it before
 * and is not asked about is no fault of the change: the township has seen it, and
 * whoever answers a notice could not mend it.
 */
export function examineChange(
  form: Parameters<typeof examineForm>[0],
  { before, after }: { before: Answers; after: Answers },
  {
    named,
    ...context
  }: Parameters<typeof examineForm>[2] & {
    /** Ids of the fields that may be changed. */
    named: ReadonlySet<string>;
  },
): ExaminedChange {
  const was = examineForm(form, before, context);
  const is = examineForm(form, after, context);
  const isHiddenNow = (id: string) =>
    was.ruling.shown.has(id) && !is.ruling.shown.has(id);
  return {
    answers: Object.fromEntries(
      Object.entries(is.given).filter(([id]) => !isHiddenNow(id)),
    ),
    issues: is.issues.filter(
      (issue) =>
        isBlocking(issue) &&
        (named.has(fieldOf(issue.path)) || !was.issues.some(isSameAs(issue))),
    ),
    fields: form.fields.flatMap(({ id }) =>
      isNew(id, was.ruling.shown, is.ruling.shown) ||
      isNew(id, was.ruling.required, is.ruling.required)
        ? id
        : [],
    ),
    papers: is.ruling.papers.asked.filter(
      (paper) => !was.ruling.papers.asked.includes(paper),
    ),
    checks: is.ruling.checks.filter(
      (check) => !was.ruling.checks.includes(check),
    ),
  };
}

const isSameAs = (one: AnswerIssue) => (other: AnswerIssue) =>
  one.path === other.path && one.code === other.code;

const isNew = (
  id: string,
  before: ReadonlySet<string>,
  now: ReadonlySet<string>,
) => now.has(id) && !before.has(id);
