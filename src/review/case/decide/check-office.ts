// From what was written into an act's form to what is sent, or every sentence about
// what is missing, in page order.
import type { CaseDetail } from '../../../protocol/review.ts';
import { decisionText } from '../../../text/review.ts';
import { officeActText, type OfficeAct } from '../../../text/office-acts.ts';
import type { SummarisedError } from '../../../ui/error-summary/error-summary.tsx';
import type { Checked } from './check-draft.ts';
import { officeForm } from './office-forms.ts';
import type { Input } from './office-inputs.ts';

type Fields = Readonly<Record<string, string>>;

/** Values of one act's form in the draft, by their names. */
export function readField(
  fields: Fields,
  act: OfficeAct,
  inputs: readonly Input[] = [],
): (name: string) => string {
  return (name) => {
    const written = fields[fieldKey(act, name)];
    if (written !== undefined) return written.trim();
    const input = inputs.find((each) => each.name === name);
    return input === undefined ? '' : usualOf(input);
  };
}

export function fieldKey(act: OfficeAct, name: string): string {
  return `${act}.${name}`;
}
export function fieldId(act: OfficeAct, name: string): string {
  return `decide-${act}-${name}`;
}

/** What stands in an input before anybody wrote. */
export function usualOf(input: Input): string {
  if (input.kind === 'choice') return input.options[0]?.value ?? '';
  return input.kind === 'several' ? '' : (input.usual ?? '');
}

/** The form as it stands, with what was chosen in it. */
export function standingForm(
  act: OfficeAct,
  given: { detail: CaseDetail; audiences: readonly string[]; fields: Fields },
) {
  const { fields, ...rest } = given;
  // Inputs may hang on a choice whose usual value stands in the inputs themselves.
  const first = officeForm(act, { ...rest, read: readField(fields, act) });
  const read = readField(fields, act, first.inputs);
  const form = officeForm(act, { ...rest, read });
  return { ...form, read: readField(fields, act, form.inputs) };
}

export function checkOffice(
  act: OfficeAct,
  given: {
    detail: CaseDetail;
    audiences: readonly string[];
    fields: Fields;
  },
): Checked {
  const form = standingForm(act, given);
  const errors = form.inputs.flatMap((input): SummarisedError[] => {
    const message = problemOf(input, form.read(input.name));
    return message === null
      ? []
      : [{ elementId: fieldId(act, input.name), message }];
  });
  if (errors.length > 0) return { ok: false, errors };
  const { version } = given.detail.row;
  return { ok: true, decision: { ...form.decide(form.read), version } };
}

function problemOf(input: Input, value: string): string | null {
  switch (input.kind) {
    case 'text': {
      const { least, most, label, misshapen } = input;
      if (value.length === 0)
        return least === 0 ? null : officeActText.missing(label);
      const left = least - value.length;
      if (left > 0) return officeActText.tooShort(label, left);
      if (value.length > most) return decisionText.tooLong(value.length - most);
      return misshapen?.(value) ?? null;
    }
    case 'days':
      if (value === '' && input.isOptional) return null;
      return /^[1-9]\d?$/.test(value) && Number(value) <= 60
        ? null
        : officeActText.noDays;
    case 'select':
      return value === '' ? input.missing : null;
    case 'several':
      return value.split(' ').filter(Boolean).length < input.least
        ? input.missing
        : null;
    case 'choice':
    default:
      return null;
  }
}
