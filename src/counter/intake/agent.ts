import { AGENT } from '../../domain/people/person.ts';
import { examine } from './examine.ts';
import type { Intake } from './intake.ts';

/** Of his name, while somebody acts for the applicant. */
export function findAgentField(intake: Intake) {
  const { shown } = examine(intake).ruling;
  return intake.matter.fields.find(
    ({ id, prefill }) => prefill === `${AGENT}.name` && shown.has(id),
  );
}

/** Who acts for the applicant, as it was typed; '': nobody does. */
export function agentName(intake: Intake): string {
  const field = findAgentField(intake);
  const answer = field && intake.draft.answers[field.id];
  return typeof answer === 'string' ? answer : '';
}
