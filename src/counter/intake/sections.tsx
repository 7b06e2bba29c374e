import type { Field } from '../../domain/catalogue/form-schema.ts';
import type { AnswerIssue } from '../../domain/rules/answer-issue.ts';
import { formText } from '../../text/intake.ts';
import { examine } from './examine.ts';
import { Fold } from './fold.tsx';
import { FormFields } from './form-fields.tsx';
import { HiddenAnswers } from './hidden-answers.tsx';
import type { Intake } from './intake.ts';

type SectionsProps = {
  intake: Intake;
  fields: readonly Field[];
  issues: readonly AnswerIssue[];
};

/**
 * Of the fields that are shown the demanded ones stand open, the others are folded.
 * What another answer may yet demand is not folded away before that is given.
 */
export function Sections({ intake, fields, issues }: SectionsProps) {
  const { shown, required } = examine(intake).ruling;
  const isOpen = ({ id, requiredIf }: Field) =>
    required.has(id) || requiredIf !== undefined;
  const asked = fields.filter(({ id }) => shown.has(id));
  const optional = asked.filter((field) => !isOpen(field));
  return (
    <>
      <FormFields {...{ intake, issues }} fields={asked.filter(isOpen)} />
      <HiddenAnswers intake={intake} fields={fields} />
      {optional.length > 0 && (
        <Fold
          label={formText.optional(optional.length)}
          isOpen={optional.some(({ id }) => id in intake.draft.answers)}
        >
          <FormFields {...{ intake, issues }} fields={optional} />
        </Fold>
      )}
    </>
  );
}
