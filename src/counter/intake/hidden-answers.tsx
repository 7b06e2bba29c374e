import type { Field } from '../../domain/catalogue/form-schema.ts';
import { asksAbout } from '../../domain/rules/asks-about.ts';
import { frameText } from '../../text/counter.ts';
import { formText } from '../../text/intake.ts';
import { examine } from './examine.ts';
import type { Intake } from './intake.ts';

type HiddenAnswersProps = { intake: Intake; fields: readonly Field[] };

/** No field goes with its answer: what a condition hides is kept, and says why. */
export function HiddenAnswers({ intake, fields }: HiddenAnswersProps) {
  const { given, ruling } = examine(intake);
  const hidden = fields.filter(
    ({ id }) => given[id] !== undefined && !ruling.shown.has(id),
  );
  return (
    <>
      {hidden.map((field) => (
        <p key={field.id} class="hint" role="status">
          {formText.hidden(field.label, reasonOf(intake, field))}
        </p>
      ))}
    </>
  );
}

/** What now stands in the fields that its condition asks about. */
function reasonOf(intake: Intake, { visibleIf = '' }: Field): string {
  const { answers } = examine(intake).ruling;
  return frameText.list(
    asksAbout(intake.matter, visibleIf).map(({ id, label, type }) => {
      const answer = answers[id];
      // Whatever else is asked about may be a number that is not for all eyes.
      return answer !== undefined && type !== 'select'
        ? formText.becauseOf(label)
        : formText.because(
            label,
            typeof answer === 'string' ? answer : undefined,
          );
    }),
  );
}
