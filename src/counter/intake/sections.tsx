import type { Field } from '../../domain/catalogue/form-schema.ts';
import type { AnswerIssue } from '../../domain/rules/answer-issue.ts';
import { formText } from '../../text/intake.ts';
import { Fold } from './fold.tsx';
import { FormFields } from './form-fields.tsx';
import type { Intake } from './intake.ts';

type SectionsProps = {
  intake: Intake;
  fields: readonly Field[];
  issues: readonly AnswerIssue[];
};

/** Demanded fields stand open; what depends and what is optional is folded. */
export function Sections({ intake, fields, issues }: SectionsProps) {
  const demanded = fields.filter(isDemanded);
  const conditional = fields.filter(isConditional);
  const optional = fields.filter(
    (field) => !isDemanded(field) && !isConditional(field),
  );
  const isAnswered = (group: Field[]) =>
    group.some(({ id }) => id in intake.draft.answers);
  return (
    <>
      <FormFields {...{ intake, issues }} fields={demanded} />
      {conditional.length > 0 && (
        <Fold
          label={formText.conditional(conditional.length)}
          hint={formText.conditionalHint}
          isOpen={isAnswered(conditional)}
        >
          <FormFields {...{ intake, issues }} fields={conditional} />
        </Fold>
      )}
      {optional.length > 0 && (
        <Fold
          label={formText.optional(optional.length)}
          isOpen={isAnswered(optional)}
        >
          <FormFields {...{ intake, issues }} fields={optional} />
        </Fold>
      )}
    </>
  );
}

const isDemanded = ({ required, visibleIf }: Field) =>
  required && visibleIf === undefined;
const isConditional = ({ visibleIf, requiredIf }: Field) =>
  visibleIf !== undefined || requiredIf !== undefined;
