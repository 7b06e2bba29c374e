import type { Answer, TableRow } from '../../domain/cases/answers.ts';
import type { Column, Field } from '../../domain/catalogue/form-schema.ts';
import { fieldText } from '../../text/fields.ts';
import { inputId } from './field-id.ts';
import type { FieldKind, FieldProps, FieldViewProps } from './field-props.ts';
import { plainCell } from './plain-cell.ts';

/** Tables are shown and printed; they are not filled in here yet, and the form says so. */
function TableInput({ field, value, today }: FieldProps) {
  return (
    <div class="field" id={inputId(field.id)} tabIndex={-1}>
      <p class="field-label">{field.label}</p>
      {value === undefined ? (
        <p class="hint">{fieldText.tableLater}</p>
      ) : (
        <TableView {...{ field, value, today }} />
      )}
    </div>
  );
}

function TableView({ field, value }: FieldViewProps) {
  const rows = tableRows(value);
  const columns = field.columns ?? [];
  return (
    // The one thing that may scroll sideways: in its own labelled region, by keyboard too.
    <div class="scroll-x" role="region" aria-label={field.label} tabIndex={0}>
      <table class="field-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, n) => (
            <tr key={n}>
              {columns.map((column) => (
                <td
                  key={column.id}
                  class={typeof row[column.id] === 'number' ? 'figure' : ''}
                >
                  {cellText(row, column)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One row a line, cells with their labels, for print and for reading aloud. */
function plainText(value: Answer, field: Field): string {
  return tableRows(value)
    .map((row) =>
      (field.columns ?? [])
        .filter((column) => row[column.id] !== undefined)
        .map((column) => `${column.label} ${cellText(row, column)}`)
        .join(' · '),
    )
    .join('\n');
}

function tableRows(value: Answer): TableRow[] {
  return Array.isArray(value)
    ? value.filter((row): row is TableRow => typeof row === 'object')
    : [];
}

function cellText(row: TableRow, column: Column): string {
  const cell = row[column.id];
  return cell === undefined ? '' : plainCell(cell, column);
}

/** `table` and `household-member-table`. */
export const tableKind: FieldKind = {
  Input: TableInput,
  View: TableView,
  plainText,
};
