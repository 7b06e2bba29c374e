import type { WorkCalendar } from '../calendar/calendar-schema.ts';
import type { Answers } from '../cases/answers.ts';
import type { Material } from '../catalogue/form-schema.ts';
import type { AnswerIssue } from './answer-issue.ts';
import { applyRules, type Ruling } from './apply-rules.ts';
import { readRules, type FormRules, type FormWithRules } from './form-rules.ts';
import { normaliseAnswers } from './normalise-answers.ts';
import { validateAnswers } from './validate-answers.ts';

type Form = FormWithRules<Material>;

export interface Examination {
  /** In normal form, all of them: a condition may hide some only for now. */
  given: Answers;
  /** What the conditions say; `answers` is what is signed and sent. */
  ruling: Ruling<Material>;
  /** What is wrong with the answers, in the form's order. */
  issues: AnswerIssue[];
}

/** Of a matter of a version, for as long as somebody holds that matter. */
const read = new WeakMap<Form, FormRules<Material>>();

/**
 * What a matter says of the answers so far, as they were typed: the counter asks it
 * at every change, the device before it signs, the platform of what it received.
 * `today` is the day of intake, so that all of them come to the same.
 */
export function examineForm(
  form: Form,
  answers: Answers,
  context: { today: string; calendar: WorkCalendar; demo: boolean },
): Examination {
  const given = normaliseAnswers(form, ownAnswers(form, answers));
  const rules = read.get(form) ?? readRules(form);
  read.set(form, rules);
  const ruling = applyRules(rules, given, context);
  const { today, demo } = context;
  return {
    given,
    ruling,
    issues: validateAnswers(form, given, { today, demo, demands: ruling }),
  };
}

function ownAnswers({ fields, hasBeside = false }: Form, answers: Answers) {
  if (!hasBeside) return answers;
  const own = new Set(fields.map(({ id }) => id));
  return Object.fromEntries(
    Object.entries(answers).filter(([id]) => own.has(id)),
  );
}
