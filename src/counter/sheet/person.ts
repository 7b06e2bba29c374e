import type { Answers } from '../../domain/cases/answers.ts';
import type { Field } from '../../domain/catalogue/form-schema.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { mandateText } from '../../text/sheet.ts';
import { fieldPlainText } from '../../ui/field/field.tsx';

const ATTRIBUTES = ['name', 'idNo', 'phone', 'hukou'] as const;

export type PersonLine = { label: string; value: string };

/** What the form knows of somebody in that role; '' where it was not filled in. */
export function personLines(
  { fields }: Pick<Matter, 'fields'>,
  answers: Answers,
  role: string,
): PersonLine[] {
  return ATTRIBUTES.flatMap((attribute) => {
    const field = fields.find(
      ({ prefill }) => prefill === `${role}.${attribute}`,
    );
    return field === undefined && attribute === 'hukou'
      ? []
      : [{ label: mandateText[attribute], value: plain(field, answers) }];
  });
}

function plain(field: Field | undefined, answers: Answers): string {
  const value = field === undefined ? undefined : answers[field.id];
  return field === undefined || value === undefined
    ? ''
    : fieldPlainText(field, value);
}
