import type { CaseDetail } from '../../../protocol/review.ts';
import { decisionText } from '../../../text/review.ts';
import { officeActAsks, type OfficeAct } from '../../../text/office-acts.ts';
import { useReview } from '../../review-context.ts';
import type { UseDraft } from '../use-draft.ts';
import { fieldId, fieldKey, standingForm } from './check-office.ts';
import type { Input } from './office-inputs.ts';
import { Choices, FieldError, TextInput } from './text-input.tsx';

type OfficeFormProps = {
  act: OfficeAct;
  detail: CaseDetail;
  useDraft: UseDraft;
  errorOf: (elementId: string) => string | undefined;
};

/** An office's act: what it does and to what, then what it needs to be told. */
export function OfficeForm({
  act,
  detail,
  useDraft,
  errorOf,
}: OfficeFormProps) {
  const { staff } = useReview();
  const { draft, change } = useDraft;
  const form = standingForm(act, {
    detail,
    audiences: staff.value?.audiences ?? [],
    fields: draft.fields,
  });
  const what = decisionText.what(detail.matterName, detail.row.applicantName);
  return (
    <>
      <p>{officeActAsks[act](what)}</p>
      {form.inputs.map((input) => (
        <Field
          key={input.name}
          input={input}
          id={fieldId(act, input.name)}
          value={
            draft.fields[fieldKey(act, input.name)] ?? form.read(input.name)
          }
          error={errorOf(fieldId(act, input.name))}
          onChange={(value) =>
            change({
              fields: { ...draft.fields, [fieldKey(act, input.name)]: value },
            })
          }
        />
      ))}
    </>
  );
}

type FieldProps = {
  input: Input;
  id: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

function Field({ input, id, value, error, onChange }: FieldProps) {
  const shared = { id, value, error, onChange, label: input.label };
  switch (input.kind) {
    case 'text':
      return (
        <TextInput
          {...shared}
          {...(input.hint === undefined ? {} : { hint: input.hint })}
          rows={input.rows ?? 1}
          isOptional={input.least === 0}
        />
      );
    case 'days':
      return (
        <TextInput
          {...shared}
          {...(input.hint === undefined ? {} : { hint: input.hint })}
          isOptional={input.isOptional}
        />
      );
    case 'choice':
      return (
        <Choices
          name={id}
          legend={input.label}
          value={value}
          options={input.options}
          onChange={onChange}
        />
      );
    case 'select':
      return (
        <div class={error === undefined ? 'field' : 'field field-wrong'}>
          <label class="field-label" for={id}>
            {input.label}
          </label>
          <FieldError id={id} error={error} />
          <select
            id={id}
            class="console-input"
            value={value}
            aria-invalid={error !== undefined}
            aria-describedby={error === undefined ? undefined : `${id}-error`}
            onChange={(event) => onChange(event.currentTarget.value)}
          >
            {value === '' && <option value="">{decisionText.choose}</option>}
            {input.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </div>
      );
    case 'several':
    default:
      return <Several {...{ input, id, value, error, onChange }} />;
  }
}

function Several({ input, id, value, error, onChange }: FieldProps) {
  if (input.kind !== 'several') return null;
  const chosen = value.split(' ').filter(Boolean);
  return (
    <fieldset class={error === undefined ? 'field' : 'field field-wrong'}>
      <legend class="field-label" id={id} tabIndex={-1}>
        {input.label}
      </legend>
      <FieldError id={id} error={error} />
      {input.options.map((option) => (
        <label key={option.value} class="choice">
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            onChange={(event) =>
              onChange(
                (event.currentTarget.checked
                  ? [...chosen, option.value]
                  : chosen.filter((each) => each !== option.value)
                ).join(' '),
              )
            }
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
