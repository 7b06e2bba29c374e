import type { ComponentChildren } from 'preact';
import type { Answer } from '../../domain/cases/answers.ts';
import type { Column, Field } from '../../domain/catalogue/form-schema.ts';
import { rowsOf } from './use-rows.ts';
import './table.css';

type TableRowsProps = {
  field: Field;
  value: Answer;
  /** A cell as it is to be shown; `n`: the row it stands in, from 1. */
  cell: (cell: string | number, column: Column, n: number) => ComponentChildren;
};

/**
 * The rows of a table one below the other, each cell after its label: nothing scrolls
 * sideways on a phone or in a narrow pane, and it is read out as it stands.
 */
export function TableRows({ field, value, cell }: TableRowsProps) {
  return (
    <ol class="table-rows" aria-label={field.label}>
      {rowsOf(value).map((row, at) => (
        <li key={at}>
          <dl>
            {(field.columns ?? []).map((column) => {
              const given = row[column.id];
              return given === undefined ? null : (
                <div key={column.id}>
                  <dt>{column.label}</dt>
                  <dd>{cell(given, column, at + 1)}</dd>
                </div>
              );
            })}
          </dl>
        </li>
      ))}
    </ol>
  );
}
