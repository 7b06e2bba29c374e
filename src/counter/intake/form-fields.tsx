import { Fragment } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Field as CatalogueField } from '../../domain/catalogue/form-schema.ts';
import { fieldOf, type AnswerIssue } from '../../domain/rules/answer-issue.ts';
import { checkPlace } from '../../domain/rules/check-place.ts';
import { revealField } from '../../ui/error-summary/reveal-field.ts';
import { Field } from '../../ui/field/field.tsx';
import { inputId } from '../../ui/field/field-id.ts';
import { today } from '../frame/clock.ts';
import { CheckNotice } from './check-notice.tsx';
import { examine } from './examine.ts';
import { ownVillage, type Intake } from './intake.ts';
import { paperElementId } from './judge.ts';
import { putAnswer } from './put-answer.ts';

type FormFieldsProps = {
  intake: Intake;
  fields: readonly CatalogueField[];
  /** What stood in the summary that led here; each goes once its answer changes. */
  issues: readonly AnswerIssue[];
};

/** Fields as they are asked; each change is put into the draft. */
export function FormFields({ intake, fields, issues }: FormFieldsProps) {
  const { draft, regions, matter } = intake;
  const { checks, required } = examine(intake).ruling;
  const [mended, setMended] = useState<ReadonlySet<string>>(new Set());
  return (
    <>
      {fields.map((field) => {
        const own = issues.filter(({ path }) => fieldOf(path) === field.id);
        const issue = mended.has(field.id)
          ? undefined
          : own.find((each) => !isOfCell(each));
        const isRequired = required.has(field.id);
        return (
          <Fragment key={field.id}>
            <Field
              field={
                isRequired === field.required
                  ? field
                  : { ...field, required: isRequired }
              }
              value={draft.answers[field.id]}
              issue={issue}
              cellIssues={own.filter(isOfCell)}
              regions={regions}
              today={today()}
              ownVillage={ownVillage()}
              onChange={(value) => {
                setMended((before) => new Set([...before, field.id]));
                putAnswer(intake, field.id, value);
              }}
            />
            {checks
              .filter((check) => checkPlace(matter, check)?.id === field.id)
              .map((check) => (
                <CheckNotice key={check.id} check={check} />
              ))}
          </Fragment>
        );
      })}
    </>
  );
}

/** Of one cell: a table's own issue goes with any change of it, a cell's with its own. */
const isOfCell = ({ path }: AnswerIssue) => path.split('.').length > 2;

/**
 * True when the check page led here to mend something. Brings the field or the
 * paper it named into view, with focus.
 */
export function useSentToMend(): boolean {
  const { query } = useLocation();
  const { from, field, paper } = query;
  useEffect(() => {
    if (field !== undefined) {
      // What is wrong with a row as such is told at its table.
      if (!revealField(inputId(field))) revealField(inputId(fieldOf(field)));
    }
    if (paper !== undefined) revealField(paperElementId(paper));
  }, [field, paper]);
  return from === 'check';
}

/** What was wrong when the page was opened; typing does not add to it. */
export function useIssuesAtOpening(
  isSentToMend: boolean,
  issues: readonly AnswerIssue[],
): readonly AnswerIssue[] {
  const [atOpening] = useState(issues);
  return isSentToMend ? atOpening : [];
}
