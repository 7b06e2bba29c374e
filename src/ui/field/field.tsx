import type { Answer } from '../../domain/cases/answers.ts';
import type { FieldType } from '../../domain/catalogue/enumerations.ts';
import type { Field as CatalogueField } from '../../domain/catalogue/form-schema.ts';
import { addressKind } from './address-kind.tsx';
import { cellKinds } from './cell-kinds.ts';
import type { FieldKind, FieldProps, FieldViewProps } from './field-props.ts';
import { tableKind } from './table-kind.tsx';

const kinds = {
  ...cellKinds,
  address: addressKind,
  'household-member-table': tableKind,
  table: tableKind,
} satisfies Record<FieldType, FieldKind>;

const kindOf = (type: FieldType): FieldKind => kinds[type];

/** A field of the catalogue as it is asked. */
export function Field(props: FieldProps) {
  const { Input } = kindOf(props.field.type);
  return <Input {...props} />;
}

/** An answer as it is shown: covered where others could look on. */
export function FieldView(props: FieldViewProps) {
  const { View } = kindOf(props.field.type);
  return <View {...props} />;
}

/** An answer as plain text, for print and for reading aloud: grouped, and never covered. */
export function fieldPlainText(field: CatalogueField, value: Answer): string {
  return kindOf(field.type).plainText(value, field);
}
