import type { Answer } from '../../domain/cases/answers.ts';
import type { Field } from '../../domain/catalogue/form-schema.ts';
import { fieldText } from '../../text/fields.ts';
import { cellKinds, cellText } from './cell-kinds.ts';
import type { FieldKind, FieldViewProps } from './field-props.ts';
import { TableInput } from './table-input.tsx';
import { TableRows } from './table-view.tsx';
import { rowsOf } from './use-rows.ts';

/** Each cell as a field of its kind shows it: numbers of persons covered until asked for. */
function TableView({ field, value, today }: FieldViewProps) {
  return (
    <TableRows
      {...{ field, value }}
      cell={(cell, column, n) => {
        const { View } = cellKinds[column.type];
        const label = `${fieldText.row(n)} ${column.label}`;
        return <View field={{ ...column, label }} value={cell} today={today} />;
      }}
    />
  );
}

/** One row a line, cells with their labels, for print and for reading aloud. */
function plainText(value: Answer, field: Field): string {
  return rowsOf(value)
    .map((row) =>
      (field.columns ?? [])
        .flatMap((column) => {
          const cell = row[column.id];
          return cell === undefined
            ? []
            : [`${column.label} ${cellText(column, cell)}`];
        })
        .join(' · '),
    )
    .join('\n');
}

/** `table` and `household-member-table`. */
export const tableKind: FieldKind = {
  Input: TableInput,
  View: TableView,
  plainText,
};
