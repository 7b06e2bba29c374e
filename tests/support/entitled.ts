// What a person who is entitled answers to the questions of a matter's guide.
import {
  judgeEligibility,
  readEligibility,
} from '../../src/domain/eligibility/eligibility.ts';
import { NO, YES, type Fact } from '../../src/domain/eligibility/fact.ts';
import type { Answer, Answers } from '../../src/domain/cases/answers.ts';
import type { Matter } from '../../src/domain/catalogue/matter-schema.ts';
import { askFact, yesOrNoText } from '../../src/text/guide.ts';

/**
 * In the order in which they are asked, in the words of the screen: as the form will
 * say it, else what stands least in the way.
 */
export function entitledAnswers(
  matter: Matter,
  form: Answers,
): { question: string; answer: string }[] {
  const checks = readEligibility(matter);
  const answers = new Map<string, string>();
  const said: { question: string; answer: string }[] = [];
  for (;;) {
    const { questions } = judgeEligibility(checks, answers);
    const next = questions.find(({ id }) => !answers.has(id));
    if (next === undefined) return said;
    const { id, fact } = next;
    const met = (answer: string) =>
      judgeEligibility(checks, new Map(answers).set(id, answer)).met.length;
    const offered =
      fact.is === 'choice' ? (fact.field.options ?? []) : [YES, NO];
    // Stable: of two that are as good the first is taken.
    const [best = ''] = [...offered].sort(
      (one, other) => met(one) - met(other),
    );
    const answer = inForm(fact, form[fact.field.id]) ?? best;
    answers.set(id, answer);
    said.push({
      question: askFact(fact),
      answer: answer === YES || answer === NO ? yesOrNoText[answer] : answer,
    });
  }
}

/** undefined: the form does not say it, or not in so few words. */
function inForm(fact: Fact, given: Answer | undefined): string | undefined {
  if (typeof given !== 'string') return undefined;
  if (fact.is === 'choice') return given;
  if (fact.is !== 'oneOf') return undefined;
  return fact.options.includes(given) ? YES : NO;
}
