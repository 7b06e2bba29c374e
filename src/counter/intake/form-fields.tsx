import { Fragment } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Field as CatalogueField } from '../../domain/catalogue/form-schema.ts';
import { fieldOf, type AnswerIssue } from '../../domain/rules/answer-issue.ts';
import { checkPlace } from '../../domain/rules/check-place.ts';
import { revealField } from '../../ui/error-summary/reveal-field.ts';
import { Field } from '../../ui/field/field.tsx';
import { inputId } from '../../ui/field/field-id.ts';
import { today } from '../frame/clock.ts';
import { sourceOfField } from '../residents/chosen-resident.ts';
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
  const { matter } = intake;
  const { checks } = examine(intake).ruling;
  const [mended, setMended] = useState<ReadonlySet<string>>(new Set());
  return (
    <>
      {fields.map((field) => (
        <Fragment key={field.id}>
          <OneField
            {...{ intake, field, issues }}
            isMended={mended.has(field.id)}
            onMended={() =>
              setMended((before) =>
                before.has(field.id) ? before : new Set([...before, field.id]),
              )
            }
          />
          <Source intake={intake} fieldId={field.id} />
          {checks
            .filter((check) => checkPlace(matter, check)?.id === field.id)
            .map((check) => (
              <CheckNotice key={check.id} check={check} />
            ))}
        </Fragment>
      ))}
    </>
  );
}

/** Of an answer that a known resident brought, as long as it is his. */
function Source({ intake, fieldId }: { intake: Intake; fieldId: string }) {
  const { draftId, answers } = intake.draft;
  const source = sourceOfField(draftId, fieldId, answers[fieldId]);
  return source === undefined ? null : <p class="hint">{source}</p>;
}

type OneFieldProps = Omit<FormFieldsProps, 'fields'> & {
  field: CatalogueField;
  isMended: boolean;
  onMended: () => void;
};

/**
 * One of them, drawn anew only when something of its own has changed: at a key in
 * one field, a slow phone has no time to draw all the others.
 */
function OneField(props: OneFieldProps) {
  const { intake, field, issues, isMended } = props;
  const latest = useRef(props);
  latest.current = props;
  const value = intake.draft.answers[field.id];
  const isRequired = examine(intake).ruling.required.has(field.id);
  const { regions } = intake;
  const day = today();
  const village = ownVillage();
  return useMemo(() => {
    const own = issues.filter(({ path }) => fieldOf(path) === field.id);
    return (
      <Field
        field={
          isRequired === field.required
            ? field
            : { ...field, required: isRequired }
        }
        value={value}
        issue={isMended ? undefined : own.find((each) => !isOfCell(each))}
        cellIssues={own.filter(isOfCell)}
        regions={regions}
        today={day}
        ownVillage={village}
        onChange={(next) => {
          latest.current.onMended();
          putAnswer(latest.current.intake, field.id, next);
        }}
      />
    );
  }, [field, issues, isMended, value, isRequired, regions, day, village]);
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
  return isSentToMend ? atOpening : NONE;
}

const NONE: readonly AnswerIssue[] = [];
