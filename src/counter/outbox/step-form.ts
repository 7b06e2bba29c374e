// The words of a refused step as a short form: its fields, what stands in them at
// first, and the words that come out of it.
import type { CaseView, StepWords } from '../../device/device-api.ts';
import type { Answer, Answers } from '../../domain/cases/answers.ts';
import type { Field } from '../../domain/catalogue/form-schema.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import {
  isBlocking,
  type AnswerIssue,
} from '../../domain/rules/answer-issue.ts';
import { isUnanswered } from '../../domain/rules/is-unanswered.ts';
import { normaliseAnswers } from '../../domain/rules/normalise-answers.ts';
import { validateAnswers } from '../../domain/rules/validate-answers.ts';
import { unreachable } from '../../domain/unreachable.ts';
import { mendStepText } from '../../text/mend-step.ts';
import { deviceState } from '../device.ts';
import { today } from '../frame/clock.ts';

/** `ofMatter`: of the case's matter; a change of contact is asked in its own fields. */
export function fieldsOfStep(
  said: StepWords,
  ofMatter: readonly Field[],
): Field[] {
  switch (said.kind) {
    case 'withdraw':
      return [field('reason', mendStepText.reason, 'textarea', 500)];
    case 'confirmDelivery':
      return [field('receivedBy', mendStepText.receivedBy, 'text', 50)];
    case 'updateContact':
      return ofMatter.filter(({ id }) => said.answers[id] !== undefined);
    case 'rate':
      return [
        {
          ...field('level', mendStepText.level, 'select'),
          options: [...mendStepText.levels],
        },
        {
          ...field('comment', mendStepText.comment, 'textarea', 500),
          required: false,
        },
      ];
    default:
      return unreachable(said);
  }
}

export function answersOfStep(said: StepWords): Answers {
  switch (said.kind) {
    case 'withdraw':
      return { reason: said.reason };
    case 'confirmDelivery':
      return { receivedBy: said.receivedBy };
    case 'updateContact':
      return said.answers;
    case 'rate':
      return {};
    default:
      return unreachable(said);
  }
}

export function wordsOfStep(
  kind: StepWords['kind'],
  answers: Answers,
): StepWords {
  switch (kind) {
    case 'withdraw':
      return { kind, reason: text(answers['reason']) };
    case 'confirmDelivery':
      return { kind, receivedBy: text(answers['receivedBy']) };
    case 'updateContact':
      return { kind, answers };
    case 'rate': {
      // The best word stands first and counts 5; none chosen: 0.
      const at = mendStepText.levels.findIndex(
        (level) => level === answers['level'],
      );
      return {
        kind,
        level: at < 0 ? 0 : mendStepText.levels.length - at,
        comment: text(answers['comment']),
      };
    }
    default:
      return unreachable(kind);
  }
}

/**
 * What keeps it from being sent: a value missing, a contact that cannot be or that
 * was emptied: the county would go on with the former one.
 */
export function issuesOfStep(
  fields: readonly Field[],
  answers: Answers,
  of: { matter: Matter | undefined; view: Pick<CaseView, 'answers'> },
): AnswerIssue[] {
  const { matter, view } = of;
  const isOfMatter =
    matter !== undefined &&
    matter.fields.some(({ id }) => id === fields[0]?.id);
  const missing = fields
    .filter(
      ({ id, required }) =>
        isUnanswered(answers[id]) &&
        (required || (isOfMatter && !isUnanswered(view.answers[id]))),
    )
    .map(({ id }): AnswerIssue => ({ path: id, code: 'required' }));
  if (missing.length > 0 || !isOfMatter) return missing;
  const whole = normaliseAnswers(matter, { ...view.answers, ...answers });
  const ids = new Set(fields.map(({ id }) => id));
  return validateAnswers(matter, whole, {
    today: today(),
    demo: deviceState.value?.catalogue?.demo ?? false,
  }).filter((issue) => isBlocking(issue) && ids.has(issue.path));
}

function field(
  id: string,
  label: string,
  type: Field['type'],
  maxLength?: number,
): Field {
  return {
    id,
    label,
    type,
    required: true,
    pi: 'general',
    ...(maxLength !== undefined && { maxLength }),
  };
}

const text = (answer: Answer | undefined): string =>
  typeof answer === 'string' ? answer : '';
