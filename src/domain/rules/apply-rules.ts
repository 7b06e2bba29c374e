import { hasOwn } from '../has-own.ts';
import type { WorkCalendar } from '../calendar/calendar-schema.ts';
import type { Answers } from '../cases/answers.ts';
import type { EligibilityCheck } from '../catalogue/form-schema.ts';
import type { CheckRule, ConditionalPaper, FormRules } from './form-rules.ts';
import { isUnanswered } from './is-unanswered.ts';

/** What a form's rules say of the answers so far. */
export interface Ruling<Paper> {
  /** Ids of the fields that are shown. */
  shown: ReadonlySet<string>;
  /** Of these, the fields that must be answered. */
  required: ReadonlySet<string>;
  /** The answers of the fields that are shown; the others are not sent. */
  answers: Answers;
  papers: {
    asked: Paper[];
    /** Taken if brought; a paper's `condition` or `optionalNote` says when. */
    offered: Paper[];
  };
  /** Checks that fire: `block` forbids, `warn` wants a yes, `info` tells. */
  checks: EligibilityCheck[];
  /**
   * Checks that come to nothing although all that they look at is answered: the
   * calendar ends too early, or a newer catalogue says it in words we cannot read.
   * They do not fire, and a person has to look.
   */
  undecided: EligibilityCheck[];
}

/**
 * Applies a form's rules to answers in normal form. A hidden field counts as not
 * answered, for every other rule and for the fields that depend on it; each
 * field is looked at once, after those it asks about, so that one pass settles
 * them all. Never throws, whatever the answers are.
 */
export function applyRules<Paper extends ConditionalPaper>(
  rules: FormRules<Paper>,
  given: Answers,
  { today, calendar }: { today: string; calendar: WorkCalendar },
): Ruling<Paper> {
  const shown = new Set<string>();
  const answers = new Map<string, Answers[string]>();
  const facts = { answers, today, calendar };
  for (const { id, isShown } of rules.visibility) {
    if (!isShown(facts)) continue;
    shown.add(id);
    const answer = hasOwn(given, id) ? given[id] : undefined;
    if (answer !== undefined) answers.set(id, answer);
  }
  const required = rules.fields.filter(
    ({ id, isRequired }) => shown.has(id) && isRequired(facts),
  );
  const asked = new Set(rules.papers.filter(({ isAsked }) => isAsked(facts)));
  const papersOf = (isAsked: boolean) =>
    rules.papers
      .filter((each) => asked.has(each) === isAsked)
      .map(({ paper }) => paper);
  return {
    shown,
    required: new Set(required.map(({ id }) => id)),
    answers: Object.fromEntries(
      Object.entries(given).filter(([id]) => answers.has(id)),
    ),
    papers: { asked: papersOf(true), offered: papersOf(false) },
    checks: checksOf(rules, (rule) => rule.decide(facts) === true),
    undecided: checksOf(
      rules,
      ({ decide, asks }) =>
        decide(facts) === null &&
        asks.every((id) => !isUnanswered(answers.get(id))),
    ),
  };
}

function checksOf(
  { checks }: Pick<FormRules<ConditionalPaper>, 'checks'>,
  isMeant: (rule: CheckRule) => boolean,
): EligibilityCheck[] {
  return checks.filter(isMeant).map(({ check }) => check);
}
