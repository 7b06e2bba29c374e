import { NO_CALENDAR } from '../calendar/working-days.ts';
import type { Answers } from '../cases/answers.ts';
import type { Bundle, BundleComponent } from '../catalogue/bundle-schema.ts';
import { readCondition } from '../rules/form-rules.ts';

/** The questions are choices: no date is asked for in them. */
const NO_DAY = { today: '', calendar: NO_CALENDAR };

/** Rule 1: what is required, and what the answers to the questions bring on. */
export function chooseComponents(
  { components }: Pick<Bundle, 'components'>,
  answers: Answers,
): BundleComponent[] {
  const facts = { ...NO_DAY, answers: new Map(Object.entries(answers)) };
  return components.filter(
    ({ required, when }) => required || readCondition(when, false)(facts),
  );
}
