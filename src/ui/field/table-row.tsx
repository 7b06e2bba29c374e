import type { Answer, TableRow as Cells } from '../../domain/cases/answers.ts';
import type { Column, Field } from '../../domain/catalogue/form-schema.ts';
import { isBlocking } from '../../domain/rules/answer-issue.ts';
import { validateAnswers } from '../../domain/rules/validate-answers.ts';
import { fieldText } from '../../text/fields.ts';
import { Button } from '../button/button.tsx';
import { Icon } from '../icon/icon.tsx';
import { cellKinds, cellText } from './cell-kinds.ts';
import { cellPath, inputId } from './field-id.ts';
import type { FieldIssue, FieldProps } from './field-props.ts';
import type { Row } from './use-rows.ts';

/** Enough of a closed row to know whose it is. */
const MOST_SAID = 3;

type TableRowProps = FieldProps & {
  row: Row;
  /** As it stands now, from 1. */
  n: number;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
  issueOf: (path: string) => FieldIssue | undefined;
  onCell: (columnId: string, cell: Answer | undefined) => void;
  onRemove: () => void;
};

/** One row as a fold: closed it says whose it is, open it is a small form. */
export function TableRow(props: TableRowProps) {
  const { field, row, n, isOpen, today } = props;
  const name = fieldText.rowOf(field.label, n);
  return (
    <details
      id={rowId(field, row)}
      class="table-row"
      open={isOpen}
      onToggle={(event) => props.onToggle(event.currentTarget.open)}
    >
      <summary>
        <Icon name="chevron" />
        <span class="table-row-name">
          {fieldText.row(n)} <strong>{said(field, row.cells)}</strong>
        </span>
        {!isOpen && !isFinished(field, row.cells, today) && (
          <span class="table-row-unfinished">
            <Icon name="octagon" />
            {fieldText.rowUnfinished}
          </span>
        )}
      </summary>
      <div class="stack" role="group" aria-label={name}>
        {(field.columns ?? []).map((column) => (
          <Cell key={column.id} {...props} column={column} />
        ))}
        <span>
          <Button
            kind="danger"
            label={`${fieldText.removeRow} ${name}`}
            onPress={props.onRemove}
          >
            {fieldText.removeRow}
          </Button>
        </span>
      </div>
    </details>
  );
}

/** A column's field in this row, of the same kind as a field of its own. */
function Cell(props: TableRowProps & { column: Column }) {
  const { field, row, column, regions, today, ownVillage } = props;
  const { Input } = cellKinds[column.type];
  const path = cellPath(field.id, row.key, column.id);
  return (
    <Input
      field={{ ...column, id: path }}
      value={row.cells[column.id]}
      issue={props.issueOf(path)}
      onChange={(cell) => props.onCell(column.id, cell)}
      {...{ regions, today, ownVillage }}
    />
  );
}

const rowId = ({ id }: Field, { key }: Row) => `${inputId(id)}-row-${key}`;

/** What of a row is always there to have the focus. */
export const rowElement = (field: Field, row: Row) =>
  document.getElementById(rowId(field, row))?.querySelector('summary');

/** Names and choices, nothing sensitive: whoever stands by may read it. */
function said(field: Field, cells: Cells): string {
  return (field.columns ?? [])
    .flatMap((column) => {
      const cell = cells[column.id];
      const isSaid =
        column.pi === 'general' &&
        (column.type === 'text' || column.type === 'select');
      return isSaid && cell !== undefined ? [cellText(column, cell)] : [];
    })
    .slice(0, MOST_SAID)
    .join(' · ');
}

/** Whether the row alone could be sent; what may be a demo number is not asked here. */
export function isFinished(
  { id, label, type, pi, columns = [] }: Field,
  cells: Cells,
  today: string,
): boolean {
  const alone: Field = { id, label, type, pi, columns, required: true };
  return !validateAnswers(
    { fields: [alone] },
    { [id]: [cells] },
    { today, demo: true },
  ).some(isBlocking);
}
